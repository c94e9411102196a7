import { Unable } from '@xunling/embedded';
import { watchNpm } from './npm-parent.js';
import { startXunling, type Xunling, type XunlingOptions } from './xunling.js';

/** `npm start`: one address on the terminal, everything stopped in order at Ctrl-C. Exit code 1 and one sentence when it cannot start. */
export async function main(args: readonly string[], more: XunlingOptions & { onUp?(system: Xunling): void } = {}): Promise<void> {
  let system: Xunling | null = null;
  let leaving = false;
  const leave = (): void => {
    // A second Ctrl-C is impatience: the kernel then ends every child with this process.
    if (leaving) process.exit(1);
    leaving = true;
    if (!system) return;
    console.log('\n正在停止… stopping (Ctrl-C again: at once)');
    void system.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
  watchNpm(leave);
  // A closed terminal must not end the system through a failed write.
  process.stdout.on('error', () => undefined);
  console.log('汛令 Xunling\n');
  try {
    system = await startXunling({ ...more, reset: args.includes('--reset') });
  } catch (error) {
    fail(error);
    return;
  }
  greet(system);
  more.onUp?.(system);
  if (leaving) { leaving = false; leave(); }
}

function greet({ url, demoPassword, feedSecret, troubled }: Xunling): void {
  for (const { name, reason } of troubled) console.log(`\n  ! ${name}: ${reason instanceof Unable ? `${reason.zh}\n    ${reason.en}` : String(reason)}`);
  console.log(`\n  ➜  ${url}\n`);
  if (demoPassword) {
    console.log(`  演示账户 demo accounts   commander · deputy · duty1 · street-561 · grid-410171561901001 · inspector-561 · observer …`);
    console.log(`  密码 password            ${demoPassword}`);
    console.log(`  数据源密钥 feed key      feed-demo.${feedSecret}`);
    console.log('  （只显示这一次，请记下；npm start -- --reset 重新开始）  shown this once; "npm start -- --reset" starts anew');
  } else {
    console.log('  账户与密码见首次启动时的提示；npm start -- --reset 重新开始\n  accounts and password as shown at the first start; "npm start -- --reset" starts anew');
  }
  console.log('  Ctrl-C 停止全部服务 stops everything\n');
}

function fail(error: unknown): void {
  if (error instanceof Unable) console.error(`\n${error.zh}\n${error.en}`);
  else console.error('\n启动失败 could not start:', error);
  process.exit(1);
}
