import preset from '../../jest.preset.mjs';

/** View models and catalogues only: what a browser must show is tested in a browser (test/browser). */
export default { ...preset, testMatch: ['<rootDir>/spec/dist/**/*.spec.js'] };
