import { Button } from 'antd';
import { useState } from 'react';
import { readBlob } from '../api/door.js';
import { useWords } from '../words/use-words.js';
import { Problem } from './problem.js';

/** Asks the server for a PDF file and saves it; says that it is being made, and why it was not. */
export function PdfButton({ path, name }: { path: string; name: string }) {
  const { t } = useWords();
  const [making, setMaking] = useState(false);
  const [error, setError] = useState<unknown>();
  const save = async () => {
    setMaking(true);
    setError(undefined);
    try {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await readBlob(path));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (problem) { setError(problem); } finally { setMaking(false); }
  };
  return <><Button loading={making} onClick={() => void save()}>{t(making ? 'forms/pdfMaking' : 'forms/pdf')}</Button><Problem error={error} /></>;
}
