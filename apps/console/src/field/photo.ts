import { withExif } from './photo-exif.js';

/** Longest side of a photo that is sent. */
const LONGEST = 2000;

/** A JPEG of at most 2000 px, made on the device: a phone's photo of 8 MB becomes some 400 kB, and says where and when it was taken as the original does. Throws where it is no image. */
export async function shrink(file: File): Promise<Blob> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const small = await new Promise<Blob>((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image'))), 'image/jpeg', 0.82));
  const [made, taken] = await Promise.all([small, file].map(async (b) => new Uint8Array(await b.arrayBuffer())));
  return new Blob([withExif(made!, taken!) as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' });
}

/** Position within eight seconds, or why there is none. */
export function locate(): Promise<{ lon: number; lat: number } | 'denied' | 'none' | 'unsupported'> {
  if (!('geolocation' in navigator) || !window.isSecureContext) return Promise.resolve('unsupported');
  return new Promise((resolve) => navigator.geolocation.getCurrentPosition(
    (p) => resolve({ lon: Number(p.coords.longitude.toFixed(6)), lat: Number(p.coords.latitude.toFixed(6)) }),
    (e) => resolve(e.code === e.PERMISSION_DENIED ? 'denied' : 'none'), { enableHighAccuracy: true, timeout: 8000, maximumAge: 60_000 },
  ));
}
