import type { Command, CommandKind, Override, Payloads, Task } from '../../shared/domain/movements/command.ts';
import type { CommandBody, RawScan } from '../../shared/wire/envelope.ts';

/** What a screen hands over: the act itself. Who, when and on which data are added when the body is made. */
export type Draft = {
  [K in CommandKind]: {
    readonly kind: K;
    readonly payload: Payloads[K];
    readonly task?: Task;
    readonly override?: Override;
    readonly scans: readonly RawScan[];
  };
}[CommandKind];

/** A whole command body as the phone makes it: what the rules read, and what the envelope adds. */
export type ReportBody = Command & Pick<CommandBody, 'v' | 'kindVersion' | 'clock' | 'basis' | 'told' | 'scans'>;

/** What the worker was shown before acting, and by which state of the server's it was judged; else the state known when it is kept. */
export type Told = CommandBody['told'] & { readonly basis?: CommandBody['basis'] };
