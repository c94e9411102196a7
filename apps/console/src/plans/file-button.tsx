import { Button } from 'antd';
import { useRef } from 'react';

/** A button that asks for one JSON file. */
export function FileButton({ label, busy = false, disabled = false, onFile }: { label: string; busy?: boolean; disabled?: boolean; onFile: (file: File) => Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (file) await onFile(file);
    // the same file may be chosen again
    if (input.current) input.current.value = '';
  };
  return (
    <>
      <input ref={input} type="file" accept="application/json,.json" hidden aria-hidden="true" tabIndex={-1} onChange={(e) => void take(e.target.files?.[0])} />
      <Button size="small" loading={busy} disabled={disabled} onClick={() => input.current?.click()}>{label}</Button>
    </>
  );
}
