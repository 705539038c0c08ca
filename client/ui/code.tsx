import './code.css';
import { classNames } from './class-names.ts';

/** A code in the monospaced face, its check character set apart from what it guards. */
export function Code({ text, check, size }: { text: string; check?: string; size?: 'large' }) {
  return (
    <span className={classNames('code', size && 'code-large')}>
      {text}
      {check && <span className="code-check">{check}</span>}
    </span>
  );
}
