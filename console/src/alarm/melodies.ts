// Melodies as sound samples, made here so that nothing has to be loaded.

interface Note {
  at: number; // seconds
  pitch: number; // Hz
  length: number; // seconds until it has faded
  partials?: number[]; // strength of each overtone
}

const bell = [1, 0.6, 0.4, 0.25, 0.2];
const wood = [1, 0, 0.35, 0, 0.08];
const reed = [1, 0.5, 0.33, 0.25, 0.2, 0.16];

export const melodies = {
  bell: [
    { at: 0, pitch: 1318.5, length: 1.1, partials: bell },
    { at: 0.22, pitch: 1046.5, length: 1.2, partials: bell },
    { at: 0.44, pitch: 1568, length: 1.3, partials: bell },
  ],
  marimba: [0, 1, 2, 3, 4, 5].map((step) => ({
    at: step * 0.14,
    pitch: [523.3, 659.3, 784, 1046.5, 784, 1046.5][step] ?? 523.3,
    length: 0.45,
    partials: wood,
  })),
  telephone: Array.from({ length: 24 }, (_, step) => ({
    at: step * 0.045,
    pitch: step % 2 ? 1760 : 1396.9,
    length: 0.09,
    partials: bell,
  })),
  siren: [0, 1, 2, 3].map((step) => ({ at: step * 0.3, pitch: step % 2 ? 740 : 987.8, length: 0.34, partials: reed })),
} satisfies Record<string, Note[]>;

export type Melody = keyof typeof melodies;

export const melodyNames = Object.keys(melodies) as Melody[];

// samples plays the notes into a loop of the given length.
export function samples(melody: Melody, seconds: number, rate: number): Float32Array<ArrayBuffer> {
  const loop = new Float32Array(Math.round(seconds * rate));
  for (const note of melodies[melody] as Note[]) addNote(loop, note, rate);
  const loudest = loop.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
  return loudest > 0 ? loop.map((value) => (value / loudest) * 0.95) : loop;
}

const attack = 0.004;

function addNote(loop: Float32Array, note: Note, rate: number) {
  const from = Math.round(note.at * rate);
  const to = Math.min(loop.length, from + Math.round(note.length * rate));
  const partials = note.partials ?? [1];
  for (let i = from; i < to; i++) {
    const time = (i - from) / rate;
    const envelope = Math.min(1, time / attack) * Math.exp((-5 * time) / note.length);
    let value = 0;
    partials.forEach((strength, n) => {
      value += strength * Math.sin(2 * Math.PI * note.pitch * (n + 1) * time);
    });
    loop[i] = (loop[i] ?? 0) + value * envelope;
  }
}
