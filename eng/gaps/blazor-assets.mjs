import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/process.mjs';
import { download } from './download.mjs';

// The runtime package of ASP.NET Core 9 embeds blazor.web.js in one of its assemblies. It drives a 10.0 server.
const RUNTIME = 'Microsoft.AspNetCore.App.Runtime.linux-x64';
const RUNTIME_VERSION = '9.0.22';

const PROJECT = `<Project Sdk="Microsoft.NET.Sdk.Razor">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <RequiresAspNetWebAssets>false</RequiresAspNetWebAssets>
    <StaticWebAssetBasePath>_framework</StaticWebAssetBasePath>
    <IncludeBuildOutput>false</IncludeBuildOutput>
    <SuppressDependenciesWhenPacking>true</SuppressDependenciesWhenPacking>
    <NoWarn>$(NoWarn);NU5128;NU5039</NoWarn>
    <Authors>local</Authors>
  </PropertyGroup>
  <ItemGroup>
    <None Include="package/**" Pack="true" PackagePath="" />
  </ItemGroup>
  <UsingTask TaskName="ExtractResource" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
    <ParameterGroup>
      <AssemblyPath ParameterType="System.String" Required="true" />
      <Resource ParameterType="System.String" Required="true" />
      <Target ParameterType="System.String" Required="true" />
    </ParameterGroup>
    <Task>
      <Code Type="Fragment" Language="cs"><![CDATA[
        var assembly = System.Reflection.Assembly.LoadFile(AssemblyPath);
        using (var resource = assembly.GetManifestResourceStream(Resource))
        using (var target = System.IO.File.Create(Target))
        {
            resource.CopyTo(target);
        }
      ]]></Code>
    </Task>
  </UsingTask>
  <Target Name="Extract">
    <ExtractResource AssemblyPath="$(Source)" Resource="_framework/blazor.web.js" Target="$(MSBuildProjectDirectory)/wwwroot/blazor.web.js" />
  </Target>
</Project>
`;

export function makeBlazorAssets({ id, version, file, work, marker }) {
  const runtime = download(work, RUNTIME, RUNTIME_VERSION);
  const source = join(runtime, 'runtimes', 'linux-x64', 'lib', 'net9.0', 'Microsoft.AspNetCore.Components.Endpoints.dll');
  const folder = join(work, 'blazor-assets');
  mkdirSync(join(folder, 'wwwroot'), { recursive: true });
  mkdirSync(join(folder, 'package'));
  writeFileSync(join(folder, 'assets.csproj'), PROJECT);
  for (const [name, content] of Object.entries(marker)) {
    writeFileSync(join(folder, 'package', name), content);
  }

  run('dotnet', ['msbuild', 'assets.csproj', '-t:Extract', `-p:Source=${source}`], { cwd: folder });
  run('dotnet', ['pack', 'assets.csproj', '-c', 'Release', '-o', 'out', `-p:PackageId=${id}`, `-p:Version=${version}`], { cwd: folder });
  renameSync(join(folder, 'out', `${id}.${version}.nupkg`), file);
}
