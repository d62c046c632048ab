import { writeFileSync, renameSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

const DOS_EPOCH_DATE = 0x0021; // 1980-01-01: equal content gives an equal file.

/**
 * Writes a NuGet package: a zip with the nuspec at its root and `files` ({ 'path/in/package': Buffer | string }).
 * dependencies: { 'Id': 'version' }, declared for net8.0 and later.
 */
export function writePackage(target, { id, version, description, dependencies = {}, files }) {
  const entries = {
    [`${id}.nuspec`]: nuspec(id, version, description, dependencies),
    '[Content_Types].xml': contentTypes(files),
    ...files,
  };
  const temporary = `${target}.${process.pid}.tmp`;
  writeFileSync(temporary, zip(entries));
  renameSync(temporary, target);
}

function nuspec(id, version, description, dependencies) {
  const lines = Object.entries(dependencies).map(([name, v]) => `        <dependency id="${name}" version="${v}" />\n`);
  return `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>${id}</id>
    <version>${version}</version>
    <authors>local</authors>
    <description>${description}</description>
    <dependencies>
      <group targetFramework="net8.0">
${lines.join('')}      </group>
    </dependencies>
  </metadata>
</package>
`;
}

function contentTypes(files) {
  const extensions = new Set(Object.keys(files).map(name => /\.(\w+)$/.exec(name)?.[1]).filter(Boolean));
  const defaults = ['nuspec', ...extensions].map(e => `<Default Extension="${e}" ContentType="application/octet" />`);
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults.join('')}</Types>
`;
}

function zip(entries) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const path = Buffer.from(name);
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0, 6);
    common.writeUInt16LE(DOS_EPOCH_DATE, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);

    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(signature(0x02014b50), uint16(20), common, central, path);
    parts.push(signature(0x04034b50), common, path, packed);
    offset += 30 + path.length + packed.length;
  }

  const index = Buffer.concat(directory);
  const count = Object.keys(entries).length;
  const end = Buffer.concat([
    signature(0x06054b50), uint16(0), uint16(0), uint16(count), uint16(count),
    uint32(index.length), uint32(offset), uint16(0),
  ]);
  return Buffer.concat([...parts, index, end]);
}

const signature = value => uint32(value);

function uint16(value) {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function uint32(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
