package city.hotline.core.floor;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.core.moment.Times;
import city.hotline.core.moment.TransitionTable.Transition;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.floor.v1.FloorEvent.EventCase;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.Refusal;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a floor: nothing illegal, nothing lost, nothing counted twice, and every replay
 * the same.
 */
class FloorPropertyTest {

  private static final int STEPS = 6_000;

  /** One entry of the journal: a fact, or the beginning of an epoch. */
  private record Entry(Optional<FloorEvent> event, Moment moment) {}

  private final List<Entry> journal = new ArrayList<>();
  private final Recount recount = new Recount();
  private final Set<Transition<CallState, EventCase>> visited = new HashSet<>();
  private final Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);

  @Test
  void holdsForALifeThatVisitsEveryTransitionAndRefusal() throws Exception {
    live(20_261_124L);
    assertThat(visited).containsExactlyInAnyOrderElementsOf(CallLife.TABLE.transitions());
    assertThat(refusals).containsAll(floorRefusals());
  }

  @Test
  void holdsForALifeNobodyHasSeen() throws Exception {
    live(Long.getLong("hotline.seed", System.nanoTime()));
  }

  private void live(long seed) throws Exception {
    System.out.println("FloorPropertyTest: repeat with -Dhotline.seed=" + seed);
    Random random = new Random(seed);
    RandomCommands commands = new RandomCommands(random);
    long nowMs = FloorStage.NINE;
    Moment founded = moment(nowMs);
    Floor floor = Floor.founded(FloorStage.CHAOYANG, Directory.beijing(), founded);
    Floor twin = floor;
    for (int step = 0; step < STEPS; step++) {
      nowMs += passing(random);
      Moment moment = moment(nowMs);
      if (random.nextInt(300) == 0) {
        twin = restored(floor);
      }
      if (random.nextInt(500) == 0) {
        floor.epochStarted(moment);
        if (twin != floor) {
          twin.epochStarted(moment);
        }
        journal.add(new Entry(Optional.empty(), moment));
      }
      step(floor, twin, commands.next(floor.snapshot()), moment);
    }
    assertThat(replayed(founded).snapshot()).isEqualTo(floor.snapshot());
  }

  private static long passing(Random random) {
    return switch (random.nextInt(400)) {
      case 0 -> random.nextInt(30 * 3_600_000);
      case 1, 2, 3 -> random.nextInt(120_000);
      default -> random.nextInt(8) == 0 ? random.nextInt(9_000) : random.nextInt(700);
    };
  }

  private void step(Floor floor, Floor twin, FloorCommand command, Moment moment) {
    FloorState before = floor.snapshot();
    Decision<FloorEvent> decision = floor.decide(command, moment);
    assertThat(floor.snapshot()).as("decide changes nothing").isEqualTo(before);
    assertThat(twin.decide(command, moment)).as("restored floors decide alike").isEqualTo(decision);
    if (decision instanceof Decision.Refused<FloorEvent> refused) {
      refusals.add(refused.reason());
      assertThat(refused.advice()).isNotBlank();
      return;
    }
    for (FloorEvent event : ((Decision.Accepted<FloorEvent>) decision).events()) {
      visit(floor, event);
      if (event.hasCallOffered()) {
        Recount.checkOffer(floor.snapshot(), event.getCallOffered());
      }
      floor.apply(event, moment);
      if (twin != floor) {
        twin.apply(event, moment);
      }
      recount.hear(event, moment);
      journal.add(new Entry(Optional.of(event), moment));
    }
    FloorState after = floor.snapshot();
    recount.check(after, floor.figures());
    checkDeadline(floor, after);
    assertThat(twin.snapshot()).isEqualTo(after);
    assertThat(twin.figures()).isEqualTo(floor.figures());
    assertThat(twin.nextDeadlineMs()).isEqualTo(floor.nextDeadlineMs());
  }

  private void visit(Floor floor, FloorEvent event) {
    EventCase fact = event.getEventCase();
    CallState from =
        floor
            .call(Subjects.callOf(event))
            .map(Call::getState)
            .orElse(CallState.CALL_STATE_UNSPECIFIED);
    CallLife.TABLE.next(from, fact).ifPresent(to -> visited.add(new Transition<>(from, fact, to)));
  }

  private static void checkDeadline(Floor floor, FloorState state) {
    long soonest = Times.startOf(LocalDate.parse(state.getDay()).plusDays(1));
    for (Call call : state.getCallsList()) {
      if (call.hasDeadline()) {
        soonest = Math.min(soonest, Times.millis(call.getDeadline()));
      }
    }
    assertThat(floor.nextDeadlineMs()).isEqualTo(soonest);
  }

  private static Floor restored(Floor floor) throws InvalidProtocolBufferException {
    FloorState state = FloorState.parseFrom(floor.snapshot().toByteArray());
    Floor restored = Floor.restored(FloorStage.CHAOYANG, Directory.beijing(), state);
    assertThat(restored.snapshot()).isEqualTo(floor.snapshot());
    return restored;
  }

  private Floor replayed(Moment founded) {
    Floor fresh = Floor.founded(FloorStage.CHAOYANG, Directory.beijing(), founded);
    for (Entry entry : journal) {
      entry
          .event()
          .ifPresentOrElse(
              event -> fresh.apply(event, entry.moment()),
              () -> fresh.epochStarted(entry.moment()));
    }
    return fresh;
  }

  private static Moment moment(long nowMs) {
    return Moment.newBuilder().setTime(Times.timestamp(nowMs)).setSeed(nowMs).build();
  }

  /** Every refusal a floor can give in a district. */
  private static Set<Refusal> floorRefusals() {
    return EnumSet.of(
        Refusal.REFUSAL_INVALID_FIELD,
        Refusal.REFUSAL_WRONG_SHARD,
        Refusal.REFUSAL_UNKNOWN_PLACE,
        Refusal.REFUSAL_UNKNOWN_CLASS,
        Refusal.REFUSAL_UNKNOWN_CALL,
        Refusal.REFUSAL_CALL_ALREADY_REPORTED,
        Refusal.REFUSAL_CALL_NOT_WAITING,
        Refusal.REFUSAL_CALL_NOT_OFFERED,
        Refusal.REFUSAL_CALL_NOT_WITH_THIS_SEAT,
        Refusal.REFUSAL_CALL_NOT_CONNECTED,
        Refusal.REFUSAL_CALL_NOT_HELD,
        Refusal.REFUSAL_CALL_NOT_WRAPPING,
        Refusal.REFUSAL_UNKNOWN_SEAT,
        Refusal.REFUSAL_SEAT_TAKEN,
        Refusal.REFUSAL_SEAT_NOT_SIGNED_IN,
        Refusal.REFUSAL_SEAT_ON_CONTACT,
        Refusal.REFUSAL_SEAT_PRESENCE_UNCHANGED,
        Refusal.REFUSAL_SEAT_NOT_SILENT,
        Refusal.REFUSAL_SEAT_ALREADY_SILENT,
        Refusal.REFUSAL_NOTHING_DUE);
  }
}
