import { type ReactNode, useEffect, useState } from 'react';
import site from '@site/generated/site.json';
import { say } from './words.ts';

const repository = new URL(site.repository).pathname.slice(1);
const folder = repository.split('/')[1] ?? '';
const fromRepository = `git clone ${site.repository}\ncd ${folder} && npm start`;
const fromNpm = 'npm install @sms-connectors/core @sms-connectors/twilio';
const startConsole = 'npx @sms-connectors/console';

/** The command to begin with, which works today: from npm, or from the repository before the first release. */
export function InstallCommand(): ReactNode {
  const { isOnNpm } = site.landing;
  const command = isOnNpm ? fromNpm : fromRepository;
  return (
    <div className="install">
      <p className="install-title" id="install-title">
        {say(isOnNpm ? 'installCommand' : 'tryCommand')}
      </p>
      <div className="install-command" role="group" aria-labelledby="install-title">
        <pre tabIndex={0}>
          <code>
            {command.split('\n').map((line) => (
              <span key={line}>{line}</span>
            ))}
          </code>
        </pre>
        <CopyButton text={command} />
      </div>
      <p className="install-note">
        {isOnNpm ? say('consoleCommand', { command: startConsole }) : say('notOnNpm')}
      </p>
    </div>
  );
}

function CopyButton({ text }: { readonly text: string }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <button type="button" aria-label={say('copy')} title={say('copy')} onClick={() => void copy()}>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        {isCopied ? (
          <path d="M4 10.5 8.2 15 16 6" />
        ) : (
          <path d="M7 7V4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v7a1.5 1.5 0 0 1-1.5 1.5H13M4.5 7h7A1.5 1.5 0 0 1 13 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7Z" />
        )}
      </svg>
      <span role="status" className="visually-hidden">
        {isCopied ? say('copied') : ''}
      </span>
    </button>
  );
}
