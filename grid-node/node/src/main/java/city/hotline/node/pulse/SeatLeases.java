package city.hotline.node.pulse;

import city.hotline.core.shard.Contents;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.MarkSeatBack;
import city.hotline.proto.floor.v1.MarkSeatSilent;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches, in real time, which seats of this node's floors still have a living stream; a seat
 * without one for the lease is marked silent by a command. Renewals themselves change nothing
 * (DESIGN D9). Thread-safe.
 */
public final class SeatLeases implements Tenures.Listener {
  /** How long a seat may be unheard of, milliseconds of real time. */
  public static final long LEASE_MS = 15_000;

  private final Sequencer sequencer;
  private final LongSupplier nanos;
  private final Map<String, Map<String, Long>> heardByDistrict = new ConcurrentHashMap<>();
  private final Set<String> marked = ConcurrentHashMap.newKeySet();

  /** Marks through this sequencer. */
  public SeatLeases(Sequencer sequencer) {
    this(sequencer, System::nanoTime);
  }

  SeatLeases(Sequencer sequencer, LongSupplier nanos) {
    this.sequencer = sequencer;
    this.nanos = nanos;
  }

  @Override
  public void began(Tenure tenure) {
    // Whom this node marked in an earlier tenure may have come back at another owner since.
    marked.removeIf(s -> ShardId.ofCallOrSeat(s).district().equals(tenure.district()));
    heardByDistrict.put(tenure.district(), new ConcurrentHashMap<>());
  }

  @Override
  public void ended(Tenure tenure) {
    heardByDistrict.remove(tenure.district());
  }

  /** The seat's stream is alive; a seat that was marked silent is marked back. */
  public void heard(String seatId) {
    Map<String, Long> heard = heardByDistrict.get(ShardId.ofCallOrSeat(seatId).district());
    if (heard != null) {
      heard.put(seatId, nanos.getAsLong());
      if (marked.remove(seatId)) {
        markBack(seatId);
      }
    }
  }

  /**
   * Sends the command that brings a silent seat back; refused without harm when it is not silent.
   */
  public void markBack(String seatId) {
    submit(
        seatId,
        FloorCommand.newBuilder()
            .setMarkSeatBack(MarkSeatBack.newBuilder().setSeatId(seatId))
            .build());
  }

  /** One round; called every second. Seats first seen signed in get a whole lease. */
  public void round() {
    long now = nanos.getAsLong();
    heardByDistrict.forEach((district, heard) -> check(district, heard, now));
  }

  private void check(String district, Map<String, Long> heard, long now) {
    ShardId floor = ShardId.floor(district);
    sequencer
        .read(
            floor,
            (shard, position) ->
                shard.contents() instanceof Contents.OfFloor f
                    ? Set.copyOf(f.floor().signedInSeats())
                    : Set.<String>of(),
            Router.WAIT_MS)
        .thenAccept(
            signedIn -> {
              heard.keySet().retainAll(signedIn);
              for (String seat : signedIn) {
                long last = heard.computeIfAbsent(seat, k -> now);
                if (now - last > TimeUnit.MILLISECONDS.toNanos(LEASE_MS) && marked.add(seat)) {
                  markSilent(seat);
                }
              }
            })
        .exceptionally(notServed -> null);
  }

  private void markSilent(String seatId) {
    submit(
            seatId,
            FloorCommand.newBuilder()
                .setMarkSeatSilent(MarkSeatSilent.newBuilder().setSeatId(seatId))
                .build())
        .whenComplete(
            (answer, failure) -> {
              if (answer == null || isTransient(answer)) {
                marked.remove(seatId);
              }
            });
  }

  private static boolean isTransient(Answer answer) {
    return answer instanceof Answer.Refused refused
        && refused.refusal().getReason().getNumber() >= Refusal.REFUSAL_ALREADY_DRIVEN_VALUE;
  }

  private CompletableFuture<Answer> submit(String seatId, FloorCommand command) {
    ShardId floor = ShardId.ofCallOrSeat(seatId);
    return sequencer.submit(
        floor,
        ShardCommand.newBuilder().setShard(floor.toRef()).setFloor(command).build(),
        Router.WAIT_MS);
  }
}
