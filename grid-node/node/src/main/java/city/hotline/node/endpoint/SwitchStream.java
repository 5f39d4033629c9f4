package city.hotline.node.endpoint;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.floor.Subjects;
import city.hotline.core.shard.Positions;
import city.hotline.node.citizen.Opener;
import city.hotline.node.endpoint.SwitchDesk.FloorCalls;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.FloorEvent;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Record;
import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.Instruction;
import city.hotline.proto.telephony.v1.InstructionSnapshot;
import city.hotline.proto.telephony.v1.StillWatching;
import city.hotline.proto.telephony.v1.WatchInstructionsResponse;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one stream of a switch is still to be told. It keeps the calls of the floor as the
 * acknowledged records leave them, and per call only the newest instruction that was not sent:
 * however slow the switch, never more than one a live call. Thread-safe.
 */
final class SwitchStream {

  /** Something is sent at least so often; called once a second. */
  private static final int ROUNDS_UNTIL_ALIVE = 2;

  private static final int ROUNDS_UNTIL_PLACES = 5;

  /** So many records may come before the floor is read; with more of them the stream is ended. */
  private static final int MOST_EARLY = 10_000;

  private final String switchId;
  private final Opener citizens;
  private final Runnable waker;
  private final Map<String, Call> calls = new LinkedHashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Instruction> unsent = new LinkedHashMap<>();
  private final List<Record> early = new ArrayList<>();
  private Position position = Positions.NONE;
  private @Nullable InstructionSnapshot snapshot;
  private boolean begun;
  private boolean moved;
  private int roundsSilent;
  private int rounds;

  /**
   * A stream that has nothing yet.
   *
   * @param citizens opens the number that is to be dialled; none for one who was erased
   * @param waker called, on any thread and without a lock, when there may be something to send
   */
  SwitchStream(String switchId, Opener citizens, Runnable waker) {
    this.citizens = citizens;
    this.switchId = switchId;
    this.waker = waker;
  }

  String switchId() {
    return switchId;
  }

  /** The calls as they are at a position; what came early and is later than that is followed. */
  void begin(FloorCalls floor) {
    synchronized (this) {
      position = floor.position();
      floor.calls().forEach(call -> calls.put(call.getCallId(), call));
      findPlaces();
      InstructionSnapshot.Builder all = InstructionSnapshot.newBuilder();
      for (Call call : calls.values()) {
        all.setYoungestCallId(call.getCallId());
        if (isMine(call)) {
          all.addInstructions(instruction(call));
        }
      }
      snapshot = all.build();
      begun = true;
      early.forEach(this::follow);
      early.clear();
    }
    waker.run();
  }

  /** More acknowledged records of the floor. */
  void follow(List<JournaledRecord> records) {
    synchronized (this) {
      if (begun) {
        records.forEach(journaled -> follow(journaled.record()));
      } else {
        records.forEach(journaled -> early.add(journaled.record()));
        moved |= early.size() > MOST_EARLY;
      }
    }
    waker.run();
  }

  /** One after the other; with a record missing the calls would not be right any more. */
  private void follow(Record record) {
    long missing = record.getSequence() - position.getSequence() - 1;
    if (missing < 0 || moved) {
      return;
    }
    if (missing > 0) {
      moved = true;
      return;
    }
    position = Positions.of(record.getEpoch(), record.getSequence());
    for (FloorEvent event : record.getFloor().getEventsList()) {
      String callId = Subjects.callOf(event);
      if (!callId.isEmpty()) {
        Call before = calls.getOrDefault(callId, Call.getDefaultInstance());
        moved(before, CallLife.after(before, event, record.getMoment()));
      }
    }
  }

  private void moved(Call before, Call after) {
    String callId = after.getCallId();
    if (CallLife.isLive(after.getState())) {
      calls.put(callId, after);
      if (CallLife.isWaiting(after.getState()) && !CallLife.isWaiting(before.getState())) {
        places.put(callId, placeOfLast(after));
      }
    } else {
      calls.remove(callId);
      places.remove(callId);
    }
    if (isMine(after) && !instruction(after).equals(instruction(before))) {
      tell(after);
    }
  }

  /** The newest one takes the place of an older one that was not sent, at the end of the line. */
  private void tell(Call call) {
    unsent.remove(call.getCallId());
    unsent.put(call.getCallId(), instruction(call));
  }

  private boolean isMine(Call call) {
    return call.getSwitchId().equals(switchId);
  }

  private int placeOfLast(Call last) {
    return (int)
        calls.values().stream()
            .filter(c -> CallLife.isWaiting(c.getState()) && c.getSkill().equals(last.getSkill()))
            .count();
  }

  private void findPlaces() {
    Map<String, Integer> waiting = new HashMap<>();
    for (Call call : calls.values()) {
      if (CallLife.isWaiting(call.getState())) {
        places.put(call.getCallId(), waiting.merge(call.getSkill(), 1, Integer::sum));
      }
    }
  }

  private Instruction instruction(Call call) {
    Instruction.Builder told =
        Instruction.newBuilder()
            .setCallId(call.getCallId())
            .setSwitchCallId(call.getSwitchCallId())
            .setAction(action(call))
            .setCompanionSeatId(call.getCompanion())
            .setAttempt(call.getAttempt());
    return switch (told.getAction()) {
      case CALL_ACTION_PLAY_POSITION ->
          told.setPlace(places.getOrDefault(call.getCallId(), 0)).build();
      case CALL_ACTION_OFFER_TO_SEAT, CALL_ACTION_BRIDGE_TO_SEAT, CALL_ACTION_HOLD ->
          told.setSeatId(call.getSeatId()).build();
      case CALL_ACTION_DIAL ->
          told.setSeatId(call.getSeatId())
              .setPhone(citizens.open(call.getCaller()).message().getPhone())
              .build();
      case CALL_ACTION_HANG_UP, CALL_ACTION_AWAIT_CALLBACK, CALL_ACTION_UNSPECIFIED, UNRECOGNIZED ->
          told.build();
    };
  }

  private static CallAction action(Call call) {
    return switch (call.getState()) {
      case CALL_STATE_QUEUED ->
          call.hasCallback()
              ? CallAction.CALL_ACTION_AWAIT_CALLBACK
              : CallAction.CALL_ACTION_PLAY_POSITION;
      case CALL_STATE_RESTING -> CallAction.CALL_ACTION_AWAIT_CALLBACK;
      case CALL_STATE_DIALLING -> CallAction.CALL_ACTION_DIAL;
      case CALL_STATE_OFFERED -> CallAction.CALL_ACTION_OFFER_TO_SEAT;
      case CALL_STATE_CONNECTED -> CallAction.CALL_ACTION_BRIDGE_TO_SEAT;
      case CALL_STATE_HELD -> CallAction.CALL_ACTION_HOLD;
      case CALL_STATE_WRAPPING,
          CALL_STATE_CLOSED,
          CALL_STATE_ABANDONED,
          CALL_STATE_FLOWED_OUT,
          CALL_STATE_FAILED ->
          CallAction.CALL_ACTION_HANG_UP;
      case CALL_STATE_UNSPECIFIED, UNRECOGNIZED -> CallAction.CALL_ACTION_UNSPECIFIED;
    };
  }

  /** A second has gone by: new places of those who wait, and a sign of life. */
  void round() {
    synchronized (this) {
      roundsSilent++;
      rounds++;
      if (begun && rounds % ROUNDS_UNTIL_PLACES == 0) {
        Map<String, Integer> before = Map.copyOf(places);
        findPlaces();
        calls.values().stream()
            .filter(c -> action(c) == CallAction.CALL_ACTION_PLAY_POSITION && isMine(c))
            .filter(c -> !Objects.equals(places.get(c.getCallId()), before.get(c.getCallId())))
            .forEach(this::tell);
      }
    }
    waker.run();
  }

  /** The floor moved: the stream must be opened anew. */
  void moved() {
    synchronized (this) {
      moved = true;
    }
    waker.run();
  }

  /** The next message, or null when there is none now. */
  synchronized @Nullable WatchInstructionsResponse next() {
    if (moved) {
      return null;
    }
    WatchInstructionsResponse.Builder message =
        WatchInstructionsResponse.newBuilder().setPosition(position);
    InstructionSnapshot first = snapshot;
    if (first != null) {
      snapshot = null;
      return sent(message.setSnapshot(first));
    }
    var waiting = unsent.values().iterator();
    if (waiting.hasNext()) {
      message.setInstruction(waiting.next());
      waiting.remove();
      return sent(message);
    }
    return begun && roundsSilent >= ROUNDS_UNTIL_ALIVE
        ? sent(message.setStillWatching(StillWatching.getDefaultInstance()))
        : null;
  }

  private WatchInstructionsResponse sent(WatchInstructionsResponse.Builder message) {
    roundsSilent = 0;
    return message.build();
  }

  /** What to end the stream with when there is nothing to send; empty while it goes on. */
  synchronized Optional<Status> end() {
    return moved
        ? Optional.of(
            Status.UNAVAILABLE.withDescription("The floor moved: open the watch again, anywhere."))
        : Optional.empty();
  }
}
