package city.hotline.core.shard;

import city.hotline.proto.shard.v1.Position;
import java.util.Comparator;

/**
 * The order of positions: by epoch, then by sequence (DESIGN D8: highest by sequence alone would
 * lose records).
 */
public final class Positions {

  /** Before everything. */
  public static final Position NONE = Position.getDefaultInstance();

  /** By epoch, then sequence. */
  public static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::getEpoch).thenComparingLong(Position::getSequence);

  private Positions() {}

  /** A position. */
  public static Position of(long epoch, long sequence) {
    return Position.newBuilder().setEpoch(epoch).setSequence(sequence).build();
  }

  /** Whether the first is higher. */
  public static boolean isAfter(Position first, Position second) {
    return ORDER.compare(first, second) > 0;
  }
}
