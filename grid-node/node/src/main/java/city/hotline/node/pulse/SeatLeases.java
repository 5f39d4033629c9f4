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
  private final Map<ShardId, Map<String, Long>> heardByFloor = new ConcurrentHashMap<>();
  private final Set<SeatAt> marked = ConcurrentHashMap.newKeySet();

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
    ShardId floor = ShardId.floor(tenure.district());
    marked.removeIf(seat -> seat.floor().equals(floor));
    heardByFloor.put(floor, new ConcurrentHashMap<>());
  }

  @Override
  public void ended(Tenure tenure) {
    heardByFloor.remove(ShardId.floor(tenure.district()));
  }

  /** The seat's stream is alive; a seat that was marked silent is marked back. */
  public void heard(SeatAt seat) {
    Map<String, Long> heard = heardByFloor.get(seat.floor());
    if (heard != null) {
      heard.put(seat.seatId(), nanos.getAsLong());
      if (marked.remove(seat)) {
        markBack(seat);
      }
    }
  }

  /**
   * Sends the command that brings a silent seat back; refused without harm when it is not silent.
   */
  public void markBack(SeatAt seat) {
    submit(
        seat.floor(),
        FloorCommand.newBuilder()
            .setMarkSeatBack(MarkSeatBack.newBuilder().setSeatId(seat.seatId()))
            .build());
  }

  /** One round; called every second. Seats first seen signed in get a whole lease. */
  public void round() {
    long now = nanos.getAsLong();
    heardByFloor.forEach((floor, heard) -> check(floor, heard, now));
  }

  private void check(ShardId floor, Map<String, Long> heard, long now) {
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
              for (String seatId : signedIn) {
                long last = heard.computeIfAbsent(seatId, k -> now);
                SeatAt seat = new SeatAt(floor, seatId);
                if (now - last > TimeUnit.MILLISECONDS.toNanos(LEASE_MS) && marked.add(seat)) {
                  markSilent(seat);
                }
              }
            })
        .exceptionally(notServed -> null);
  }

  private void markSilent(SeatAt seat) {
    submit(
            seat.floor(),
            FloorCommand.newBuilder()
                .setMarkSeatSilent(MarkSeatSilent.newBuilder().setSeatId(seat.seatId()))
                .build())
        .whenComplete(
            (answer, failure) -> {
              if (answer == null || isTransient(answer)) {
                marked.remove(seat);
              }
            });
  }

  private static boolean isTransient(Answer answer) {
    return answer instanceof Answer.Refused refused
        && refused.refusal().getReason().getNumber() >= Refusal.REFUSAL_ALREADY_DRIVEN_VALUE;
  }

  private CompletableFuture<Answer> submit(ShardId floor, FloorCommand command) {
    return sequencer.submit(
        floor,
        ShardCommand.newBuilder().setShard(floor.toRef()).setFloor(command).build(),
        Router.WAIT_MS);
  }
}
