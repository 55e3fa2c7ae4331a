import { useTranslation } from 'react-i18next';
import { clock, dateTime } from '../lib/format';

// Moment is a time of day, with the whole date on pointing.
export function Moment({ at, zone }: { at: string; zone?: string }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={at} title={dateTime(at, i18n.language, zone)} className="tabular">
      {clock(at, i18n.language, zone)}
    </time>
  );
}
