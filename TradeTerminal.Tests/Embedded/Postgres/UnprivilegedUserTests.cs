using TradeTerminal.Ingest.Embedded.Postgres;

namespace TradeTerminal.Tests.Embedded.Postgres;

public sealed class UnprivilegedUserTests
{
    [Theory]
    [InlineData("root:x:0:0::/root:/bin/sh|nobody:x:65534:65533::/:/bin/false|postgres:x:101:104::/:/bin/sh", 101, 104)]
    [InlineData("root:x:0:0::/root:/bin/sh|nobody:x:65534:65533::/:/bin/false", 65534, 65533)]
    [InlineData("root:x:0:0::/root:/bin/sh|nonsense", 65534, 65534)]
    public void Find_Passwd_TakesPostgresElseNobody(string lines, int userId, int groupId)
    {
        Assert.Equal(new UnprivilegedUser(userId, groupId), UnprivilegedUser.Find(lines.Split('|')));
    }
}
