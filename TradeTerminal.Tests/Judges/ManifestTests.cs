using System.Text.Json;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Judges;

/// <summary>
/// The manifests for Kubernetes as <c>kubectl kustomize</c> puts them together: each field by the types that are made of Kubernetes' own
/// OpenAPI document, and what keeps the pod small and safe. There is no cluster to run them in.
/// </summary>
public sealed class ManifestTests
{
    private static readonly string Manifests = Path.Combine(Repository.Root, "docker", "kubernetes");

    [Fact]
    public async Task Manifests_OfKubernetesTypes_HaveNoFault()
    {
        var (fault, documents) = await JudgeAsync(await BuildAsync());

        Assert.Equal("", fault);
        Assert.Equal(
            ["ConfigMap", "Deployment", "PersistentVolumeClaim", "PodDisruptionBudget", "Service"],
            documents.Select(one => one.GetProperty("kind").GetString()!).Order());
    }

    [Theory]
    [InlineData("replicas: 1", "replcas: 1", "replcas")]
    [InlineData("containerPort: 8080", "containerPort: \"8080\"", "'string' is not assignable to type 'number'")]
    [InlineData("readOnlyRootFilesystem: true", "readonlyRootFilesystem: true", "readonlyRootFilesystem")]
    public async Task Manifests_WithAFault_AreFoundOut(string right, string wrong, string said)
    {
        var manifests = await BuildAsync();
        Assert.Contains(right, manifests, StringComparison.Ordinal);

        var (fault, _) = await JudgeAsync(manifests.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(said, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployment_OfTheTerminal_HasNoRightsItDoesNotNeed()
    {
        var (_, documents) = await JudgeAsync(await BuildAsync());
        var pod = Of("Deployment").GetProperty("spec").GetProperty("template").GetProperty("spec");
        var container = Assert.Single(pod.GetProperty("containers").EnumerateArray());

        Assert.Matches("@sha256:[0-9a-f]{64}$", Text(container, "image"));
        Assert.True(pod.GetProperty("securityContext").GetProperty("runAsNonRoot").GetBoolean());
        Assert.Equal("false", Text(pod, "automountServiceAccountToken"));
        var rights = container.GetProperty("securityContext");
        Assert.True(rights.GetProperty("readOnlyRootFilesystem").GetBoolean());
        Assert.False(rights.GetProperty("allowPrivilegeEscalation").GetBoolean());
        Assert.Equal("ALL", Assert.Single(rights.GetProperty("capabilities").GetProperty("drop").EnumerateArray()).GetString());
        Assert.All(["startupProbe", "livenessProbe", "readinessProbe"], probe =>
            Assert.Equal("/health/live", Text(container.GetProperty(probe).GetProperty("httpGet"), "path")));
        var drain = container.GetProperty("lifecycle").GetProperty("preStop").GetProperty("exec").GetProperty("command");
        Assert.True(int.Parse(drain[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture) < pod.GetProperty("terminationGracePeriodSeconds").GetInt32());
        // Whatever is secret is named, not written.
        Assert.All(
            container.GetProperty("env").EnumerateArray().Where(one => Text(one, "name").Contains("assword", StringComparison.Ordinal)
                || Text(one, "name").StartsWith("ConnectionStrings", StringComparison.Ordinal)),
            one => Assert.Equal("trade-terminal", Text(one.GetProperty("valueFrom").GetProperty("secretKeyRef"), "name")));
        // A budget that lets no pod go would keep a node from being emptied.
        Assert.Equal("1", Text(Of("PodDisruptionBudget").GetProperty("spec"), "maxUnavailable"));
        Assert.Equal("1", Text(Of("Deployment").GetProperty("spec"), "replicas"));
        var labels = Of("Deployment").GetProperty("spec").GetProperty("template").GetProperty("metadata").GetProperty("labels").ToString();
        Assert.Equal(labels, Of("Service").GetProperty("spec").GetProperty("selector").ToString());
        Assert.Equal(labels, Of("PodDisruptionBudget").GetProperty("spec").GetProperty("selector").GetProperty("matchLabels").ToString());

        JsonElement Of(string kind) => documents.Single(one => Text(one, "kind") == kind);
    }

    private static string Text(JsonElement from, string name) => from.GetProperty(name).ToString() is var text && text is "True" or "False"
        ? text.ToLowerInvariant() : from.GetProperty(name).ToString();

    private static async Task<string> BuildAsync()
    {
        var (code, output, error) = await Judge.RunAsync(Repository.Root, Judge.Program("kubectl"), null, "kustomize", Manifests);
        Assert.True(code == 0, output + error);
        return output;
    }

    /// <summary>What the compiler has against them, and the documents.</summary>
    private static async Task<(string Fault, JsonElement[] Documents)> JudgeAsync(string manifests)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(folder.File("node_modules"), Judge.Packages);
        foreach (var file in new[] { "manifests.mjs", "package.json" })
        {
            File.Copy(Path.Combine(Judge.Folder, file), folder.File(file));
        }

        var read = await Judge.RunAsync(folder.Path, "node", manifests, folder.File("manifests.mjs"), "manifests.ts");
        Assert.True(read.Code == 0, read.Error);
        var (code, output, error) = await Judge.RunScriptAsync(
            folder.Path, "typescript/bin/tsc", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "manifests.ts");
        Assert.Equal(code == 0, output.Length == 0);
        return (output + error, JsonSerializer.Deserialize<JsonElement[]>(read.Output)!);
    }
}
