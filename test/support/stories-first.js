import Sequencer from '@jest/test-sequencer';

const isStory = ({ path }) => /[\\/]test[\\/]e2e[\\/]/.test(path);

/** Stories take half a minute each, other files a second: begun last, one of them alone would keep everybody waiting. */
export default class StoriesFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isStory), ...sorted.filter((test) => !isStory(test))];
  }
}
