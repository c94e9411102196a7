import { KEY_NAME } from '@xunling/contracts/classes';
import { ConfigError } from '@xunling/platform';

/** A feed that is polled: `name` is its caller's name in the journal. */
export interface FeedSetting { name: string; url: string }

const refused = (pair: string, why: string): ConfigError => new ConfigError(`XL_FEEDS: ${pair} ${why}; write name=url pairs separated by spaces, for example bureau=https://example.org/cap.atom`);

/** `name=url` pairs separated by whitespace, as XL_FEEDS has them. @throws ConfigError naming the pair (without its address) and what is wrong */
export function readFeeds(text: string | undefined): FeedSetting[] {
  const feeds: FeedSetting[] = [];
  for (const word of (text ?? '').split(/\s+/).filter(Boolean)) {
    const [name] = word.split('=', 1) as [string];
    const url = word.slice(name.length + 1);
    if (!KEY_NAME.test(name)) throw refused(`pair ${feeds.length + 1}`, 'begins with no name of a feed (small letters, digits, hyphens)');
    if (feeds.some((feed) => feed.name === name)) throw refused(`"${name}"`, 'is named twice');
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) throw refused(`"${name}"`, 'has no http(s) address');
    // fetch refuses such an address, and it would stand in logs
    if (parsed.username || parsed.password) throw refused(`"${name}"`, 'has a user name or password in its address');
    feeds.push({ name, url });
  }
  return feeds;
}
