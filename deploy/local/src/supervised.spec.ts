import { describe, expect, it } from 'vitest';
import { Supervised, type Running } from './supervised.js';

/** A process whose life the test decides. */
function fixture() {
  const delays: number[] = [];
  const lives: { die(): void; run(): void; fail(): void }[] = [];
  let stopped = 0;
  const launch = async (): Promise<Running> => {
    let die!: () => void; let run!: () => void; let fail!: (error: Error) => void;
    const ended = new Promise<void>(resolve => { die = resolve; });
    const ready = new Promise<void>((resolve, reject) => { run = resolve; fail = reject; });
    lives.push({ die, run, fail: () => { fail(new Error('no')); die(); } });
    return { pid: 100 + lives.length, ready, ended, stop: async () => { stopped++; fail(new Error('stopped')); die(); } };
  };
  const states: string[] = [];
  const unit: Supervised = new Supervised({
    name: 'grid', launch, now: () => new Date(0), delay: failures => { delays.push(failures); return 0; },
    changed: () => { if (unit) states.push(unit.condition.state); },
  });
  const until = async (what: () => boolean): Promise<void> => { while (!what()) await new Promise(resolve => { setImmediate(resolve); }); };
  return { unit, lives, delays, states, until, stopped: () => stopped };
}

describe('a supervised process', () => {
  it('is running once it has said so, and is started again when it dies', async () => {
    const { unit, lives, states, until } = fixture();
    unit.start();
    await until(() => lives.length === 1);
    expect(unit.condition.state).toBe('starting');
    lives[0]!.run();
    await unit.settled(1);
    lives[0]!.die();
    await until(() => lives.length === 2);
    lives[1]!.run();
    await unit.settled(9);
    expect(unit.condition).toMatchObject({ state: 'running', restarts: 1 });
    expect(unit.pid).toBe(102);
    expect(states).toEqual(['starting', 'running', 'waiting', 'starting', 'running']);
    await unit.stop();
  });

  it('waits longer from failure to failure and tells who waits for it, but tries on', async () => {
    const { unit, lives, delays, until } = fixture();
    unit.start();
    const told = unit.settled(3);
    for (let n = 1; n <= 3; n++) {
      await until(() => lives.length === n);
      lives[n - 1]!.fail();
    }
    await expect(told).rejects.toThrow('no');
    await until(() => lives.length === 4);
    expect(delays).toEqual([1, 2, 3]);
    await unit.stop();
  });

  it('stays down once stopped, and comes back when started again', async () => {
    const { unit, lives, until, stopped } = fixture();
    unit.start();
    await until(() => lives.length === 1);
    await unit.stop();
    expect(unit.condition.state).toBe('stopped');
    expect(stopped()).toBe(1);
    unit.start();
    await until(() => lives.length === 2);
    await unit.stop();
    expect(lives).toHaveLength(2);
  });
});
