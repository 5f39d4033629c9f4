package city.hotline.chaos.check;

import city.hotline.chaos.history.Shards;
import city.hotline.proto.grid.v1.ShardCopy;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Every node ends with the surviving log, in its journal and in memory; and the same records made
 * the same state: on every node, before it was stopped and by replay.
 */
final class CopiesCheck implements Check {

  private record Key(ShardRef shard, Position position) {}

  private record Source(String name, ShardCopy copy) {}

  @Override
  public void check(Evidence evidence, SurvivingLog log, Findings findings) {
    Map<Key, Source> first = new HashMap<>();
    for (Evidence.Node node : evidence.nodes()) {
      NodeChain.of(node, new Findings()).compare(log, findings);
      compare(node.name() + " in memory", node.live(), first, findings);
      compare(node.name() + " by replay", node.replayed(), first, findings);
    }
  }

  private static void compare(
      String name, List<ShardCopy> copies, Map<Key, Source> first, Findings findings) {
    for (ShardCopy copy : copies) {
      Key key = new Key(copy.getShard(), copy.getPosition());
      Source other = first.putIfAbsent(key, new Source(name, copy));
      if (other != null && !other.copy().equals(copy)) {
        findings.add(
            Violation.Kind.STATE_DIFFERS,
            Shards.name(copy.getShard())
                + ": "
                + name
                + " "
                + text(copy)
                + ", "
                + other.name()
                + " "
                + text(other.copy()));
      }
    }
  }

  private static String text(ShardCopy copy) {
    return Shards.name(copy.getPosition())
        + " "
        + HexFormat.of().formatHex(copy.getDigest().substring(0, 4).toByteArray());
  }
}
