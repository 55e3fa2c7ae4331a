// How this browser announces orders.
import { useStored } from '../lib/stored';
import { melodyNames, type Melody } from './melodies';

export interface AlarmSettings {
  melody: Melody;
  volume: number; // 0.1 to 1
  notify: boolean;
}

export function useAlarmSettings(): AlarmSettings & {
  setMelody: (melody: Melody) => void;
  setVolume: (volume: number) => void;
  setNotify: (notify: boolean) => void;
} {
  const [melody, setMelody] = useStored<string>('melody', 'bell');
  const [volume, setVolume] = useStored<number>('volume', 0.6);
  const [notify, setNotify] = useStored<boolean>('notify', true);
  const known = melodyNames.includes(melody as Melody) ? (melody as Melody) : 'bell';
  return { melody: known, volume: Math.min(1, Math.max(0.1, volume)), notify, setMelody, setVolume, setNotify };
}
