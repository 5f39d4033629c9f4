package city.hotline.core.figures;

import city.hotline.proto.figures.v1.PartFigures;
import java.util.List;
import java.util.TreeMap;

/**
 * Calls counted by what they have a name for: their queue, or their hotline. For the floor's one
 * writer only.
 */
final class PartTally {

  /** By name, so that every copy of a floor tells them in the same order. */
  private final TreeMap<String, CallTally> parts = new TreeMap<>();

  /** Goes on where the figures stand. */
  static PartTally restored(List<PartFigures> figures) {
    PartTally tally = new PartTally();
    figures.forEach(part -> tally.parts.put(part.getName(), new CallTally(part.getFigures())));
    return tally;
  }

  /** A new span that begins with whoever waits. */
  PartTally carried() {
    PartTally next = new PartTally();
    parts.forEach(
        (name, part) -> {
          if (part.waiting() > 0) {
            next.parts.put(name, new CallTally(part.waiting()));
          }
        });
    return next;
  }

  /** The counts of one of them. */
  CallTally of(String name) {
    return parts.computeIfAbsent(name, unseen -> new CallTally(0));
  }

  /** Who waits, of all of them. */
  long waiting() {
    long waiting = 0;
    for (CallTally part : parts.values()) {
      waiting += part.waiting();
    }
    return waiting;
  }

  List<PartFigures> figures() {
    return parts.entrySet().stream()
        .map(
            part ->
                PartFigures.newBuilder()
                    .setName(part.getKey())
                    .setFigures(part.getValue().figures())
                    .build())
        .toList();
  }
}
