import { useWords } from '../words/use-words.js';
import type { usePhoto } from './use-photo.js';

/** The photo as it will be sent, and the camera behind it. */
export function PhotoField({ of: { photo, bad, picker, take } }: { of: ReturnType<typeof usePhoto> }) {
  const { t } = useWords();
  return (
    <>
      {photo && <img className="photo" src={photo.url} alt={t('field/evidence')} />}
      {bad && <div className="problem" role="alert"><strong>{t('field/photoBad')}</strong></div>}
      <input ref={picker} className="hidden-input" type="file" accept="image/*" capture="environment" aria-label={t('field/take')} tabIndex={-1} onChange={(e) => { void take(e.target.files?.[0]); e.target.value = ''; }} />
    </>
  );
}
