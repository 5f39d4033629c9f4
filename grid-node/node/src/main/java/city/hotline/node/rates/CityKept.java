package city.hotline.node.rates;

import city.hotline.core.rates.Span;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.grid.v1.DocketsKept;
import city.hotline.proto.search.v1.DocketKnown;
import city.hotline.proto.shard.v1.ShardRef;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which dockets were asked, and how far back they go. Not thread-safe. */
final class CityKept {
  private final Map<String, List<String>> asked;
  private final Map<ShardId, DocketKnown> known = new HashMap<>();
  private LocalDate from = LocalDate.EPOCH;

  CityKept(Map<String, List<String>> asked) {
    this.asked = asked;
  }

  void add(DocketsKept part) {
    LocalDate partFrom = LocalDate.parse(part.getKeptFrom());
    from = partFrom.isAfter(from) ? partFrom : from;
    part.getDocketsList().forEach(d -> known.put(ShardId.of(d.getShard()), d));
  }

  boolean has(Span span) {
    return !span.first().isBefore(from);
  }

  /** Throws what says how far back one can ask. */
  void check(Span span) {
    if (!has(span)) {
      throw new IllegalArgumentException(
          "period: "
              + span.period()
              + " (expected: one that begins on "
              + from
              + " or later; older answers are not kept)");
    }
  }

  List<ShardRef> notAsked() {
    return shards().stream().filter(s -> !known.containsKey(s)).map(ShardId::toRef).toList();
  }

  List<DocketKnown> positions() {
    return shards().stream().filter(known::containsKey).map(known::get).toList();
  }

  private List<ShardId> shards() {
    List<ShardId> shards = new ArrayList<>();
    asked.forEach(
        (district, dockets) -> dockets.forEach(d -> shards.add(ShardId.docket(district, d))));
    return shards;
  }
}
