// The sound of the alarm. It loops inside the audio engine, which goes on in
// the background where timers are slowed down.
import type { Level } from './state';
import { samples, type Melody } from './melodies';

export type Sound = 'unknown' | 'allowed' | 'blocked';

// loops are how often the melody comes, in seconds, and how loud, per level.
const loops: Record<Exclude<Level, 'quiet'>, { every: number; gain: number }> = {
  calling: { every: 4, gain: 1 },
  insistent: { every: 2.8, gain: 1.4 },
  urgent: { every: 1.8, gain: 2 },
};

export const gainOf = (level: Exclude<Level, 'quiet'>, volume: number) => Math.min(1, volume * loops[level].gain);

export class Ringer {
  private context?: AudioContext;
  private playing?: { source: AudioBufferSourceNode; gain: GainNode; key: string };
  private listeners = new Set<() => void>();

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  state = (): Sound => {
    if (!this.context) return 'unknown';
    return this.context.state === 'running' ? 'allowed' : 'blocked';
  };

  // open asks the browser for sound. It is granted after the person has touched
  // the page; unlock tries again with every touch.
  open() {
    if (this.context || typeof AudioContext === 'undefined') return;
    this.context = new AudioContext();
    this.context.onstatechange = () => this.tell();
    void this.unlock();
    this.tell();
  }

  async unlock() {
    if (this.context?.state === 'suspended') await this.context.resume().catch(() => undefined);
  }

  ring(level: Level, melody: Melody, volume: number) {
    if (level === 'quiet') {
      this.stop();
      return;
    }
    const key = `${level} ${melody}`;
    if (this.playing?.key !== key) {
      this.stop();
      this.start(level, melody, key);
    }
    if (this.playing) this.playing.gain.gain.value = gainOf(level, volume);
  }

  stop() {
    this.playing?.source.stop();
    this.playing = undefined;
  }

  // test plays the melody once.
  async test(melody: Melody, volume: number) {
    this.open();
    await this.unlock();
    const made = this.source(melody, 1.8);
    if (!made) return;
    made.gain.gain.value = volume;
    made.source.start();
  }

  private start(level: Exclude<Level, 'quiet'>, melody: Melody, key: string) {
    const made = this.source(melody, loops[level].every);
    if (!made) return;
    made.source.loop = true;
    made.source.start();
    this.playing = { ...made, key };
  }

  private source(melody: Melody, seconds: number) {
    const context = this.context;
    if (!context) return undefined;
    const buffer = context.createBuffer(1, Math.round(seconds * context.sampleRate), context.sampleRate);
    buffer.copyToChannel(samples(melody, seconds, context.sampleRate), 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    const gain = new GainNode(context);
    source.connect(gain).connect(context.destination);
    return { source, gain };
  }

  private tell() {
    this.listeners.forEach((listener) => listener());
  }
}

export const ringer = new Ringer();
