import { Component, type ReactNode } from 'react';
import { say } from '../../shared/words/words.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Catches a screen that fails to load or to draw, so that the strip stays and the queue goes on. */
export class SafetyNet extends Component<{ at: string; children: ReactNode }, { torn: boolean }> {
  override state = { torn: false };

  static getDerivedStateFromError() {
    return { torn: true };
  }

  /** Another address is another screen: it deserves a new try. */
  override componentDidUpdate(before: { at: string }) {
    if (this.state.torn && before.at !== this.props.at) this.setState({ torn: false });
  }

  override render() {
    if (!this.state.torn) return this.props.children;
    return (
      <main className="waiting">
        <EmptyState
          icon="undo"
          title={say('en', 'shell.broken')}
          action={
            <Button tone="primary" size="big" onClick={() => location.reload()}>
              {say('en', 'shell.again')}
            </Button>
          }
        >
          {say('en', 'shell.broken-text')}
        </EmptyState>
      </main>
    );
  }
}
