package city.hotline.node.epoch;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.ForceListener;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalBroken;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.shard.v1.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Tells owners, this node among them, what its copies hold: at once, or in a grid that forces, when
 * it is on disk (DESIGN D5). Thread-safe.
 *
 * <p>Group commit: what is to be confirmed while a force is under way is confirmed by the next one.
 * Of each copy only the furthest position waits, so what waits is bounded by shards and owners.
 */
public final class Confirmer implements ForceListener {

  /** A copy and who counts it. */
  private record Copy(String ownerId, ShardId shard) {}

  private final Voters voters;
  private final Members members;
  private final Refresh refresh;
  private final Journal journal;
  private final Executor executor;
  private Map<Copy, Position> next = new LinkedHashMap<>();
  private Map<Copy, Position> underWay = Map.of();
  private long underWayPlace;

  /**
   * Confirms to these members.
   *
   * @param executor where confirmations go out that waited for the disk, never the journal's thread
   */
  public Confirmer(
      Voters voters, Members members, Refresh refresh, Journal journal, Executor executor) {
    this.voters = voters;
    this.members = members;
    this.refresh = refresh;
    this.journal = journal;
    this.executor = executor;
    journal.onForced(this);
  }

  /**
   * The copy here has everything up to a position of the owner's history, in the journal. Who has
   * no vote says so too, but only as held.
   */
  public void confirm(String ownerId, ShardId shard, Position position) {
    if (refresh.doubtful()) {
      refresh.holds(shard, position);
      members.confirm(
          ownerId,
          List.of(Confirmation.newBuilder().setShard(shard.toRef()).setHeld(position).build()));
    } else if (voters.forced()) {
      confirmWhenForced(new Copy(ownerId, shard), position);
    } else {
      members.confirm(ownerId, List.of(confirmation(shard, position)));
    }
  }

  private void confirmWhenForced(Copy copy, Position position) {
    Map<Copy, Position> safe;
    synchronized (this) {
      next.merge(copy, position, (a, b) -> Positions.isAfter(a, b) ? a : b);
      if (!underWay.isEmpty()) {
        return;
      }
      safe = begin();
    }
    send(safe);
  }

  /** Asks for a force of what waits; returns what is on disk already. */
  private Map<Copy, Position> begin() {
    underWay = next;
    next = new LinkedHashMap<>();
    underWayPlace = journal.lastPlace();
    journal.forceSoon();
    return journal.forcedPlace() >= underWayPlace ? takeUnderWay() : Map.of();
  }

  private Map<Copy, Position> takeUnderWay() {
    Map<Copy, Position> safe = underWay;
    underWay = Map.of();
    return safe;
  }

  @Override
  public void forced(long place) {
    Map<Copy, Position> safe = new LinkedHashMap<>();
    synchronized (this) {
      if (underWay.isEmpty() || place < underWayPlace) {
        return;
      }
      safe.putAll(takeUnderWay());
      if (!next.isEmpty()) {
        safe.putAll(begin());
      }
    }
    executor.execute(() -> send(safe));
  }

  @Override
  public void broken(JournalBroken why) {
    // Nothing is confirmed any more.
  }

  private void send(Map<Copy, Position> safe) {
    Map<String, List<Confirmation>> byOwner = new HashMap<>();
    safe.forEach(
        (copy, position) ->
            byOwner
                .computeIfAbsent(copy.ownerId, k -> new ArrayList<>())
                .add(confirmation(copy.shard, position)));
    byOwner.forEach(members::confirm);
  }

  private static Confirmation confirmation(ShardId shard, Position position) {
    return Confirmation.newBuilder().setShard(shard.toRef()).setPosition(position).build();
  }
}
