import { useEffect, useRef, useState } from 'react';
import { shrink } from './photo.js';

export interface Photo { blob: Blob; url: string; takenAt: string }
/** One photo, made small on the device before anything is sent. */
export function usePhoto() {
  const [photo, setPhoto] = useState<Photo>();
  const [bad, setBad] = useState(false);
  const [shrinking, setShrinking] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => () => { if (photo) URL.revokeObjectURL(photo.url); }, [photo]);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setShrinking(true);
    setBad(false);
    try {
      const blob = await shrink(file);
      setPhoto({ blob, url: URL.createObjectURL(blob), takenAt: new Date(file.lastModified || Date.now()).toISOString() });
    } catch { setBad(true); }
    setShrinking(false);
  };
  return { photo, bad, shrinking, picker, take, pick: () => picker.current?.click(), clear: () => setPhoto(undefined) };
}
