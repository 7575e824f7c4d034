// Runs before `npm start`, in JavaScript: a Node that cannot read TypeScript could not say what is wrong with it.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `\n需要 Node.js 24（22.18 以上也可），当前为 ${process.versions.node}。在 linux x64 上运行 npm ci 即可获得；其他平台请安装 Node.js 24。\n` +
      `Node.js 24 is needed (22.18 and later will do); this is ${process.versions.node}. On linux x64 npm ci brings it; elsewhere install Node.js 24.\n`,
  );
  process.exit(1);
}
