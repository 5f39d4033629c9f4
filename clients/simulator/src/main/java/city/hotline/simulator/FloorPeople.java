package city.hotline.simulator;

import city.hotline.core.floor.Floor;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.floor.v1.Alert;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SetClock;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.WrapUpCall;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Callers, seats and the switch of one floor: mostly they do what is sensible now, and often enough
 * what is not. They see the floor as it is; the calls that live they know by its facts.
 */
final class FloorPeople {
  /** Seats of the floor's own. */
  static final int SEATS = 24;

  private static final int MOST_CALLS = 60;

  private final String district;
  private final SplittableRandom random;
  private final LivingCalls living;
  private final FloorQueues queues;
  private long switchCalls;
  private String boosted = "";
  private BoostReason boostedFor = BoostReason.BOOST_REASON_DISTRESS;

  FloorPeople(String district, SplittableRandom random, LivingCalls living) {
    this.district = district;
    this.random = random;
    this.living = living;
    this.queues = new FloorQueues(random.split());
  }

  FloorCommand next(Floor floor, long nowMs) {
    if (random.nextInt(150) == 0) {
      return queues.settings(nowMs);
    }
    if (random.nextInt(150) == 0) {
      return acknowledge(floor);
    }
    int dice = random.nextInt(100);
    if (dice < 20) {
      return living.size() < MOST_CALLS ? arrival() : leaves(floor);
    }
    if (dice < 76) {
      return atSeat(floor, seat(floor));
    }
    if (dice < 80) {
      return leaves(floor);
    }
    if (dice < 81) {
      return boost();
    }
    if (dice < 88) {
      return Floors.tick();
    }
    return senseless(floor);
  }

  /** Every third one is for a call that is ahead for this reason already. */
  private FloorCommand boost() {
    if (random.nextInt(3) > 0) {
      boosted = living.any(random);
      boostedFor = any(List.of(BoostReason.values()).subList(0, 3));
    }
    return Floors.boost(boosted, boostedFor);
  }

  /** Guests as well. */
  private String seat(Floor floor) {
    List<String> guests = FloorLoans.guests(floor, district);
    return guests.isEmpty() || random.nextInt(5) > 0 ? seat() : any(guests);
  }

  private String seat() {
    return district + "-S" + random.nextInt(SEATS);
  }

  private FloorCommand acknowledge(Floor floor) {
    List<Alert> alerts = floor.picture().getAlertsList();
    if (alerts.isEmpty() || random.nextInt(3) == 0) {
      return Floors.acknowledge(AlertKind.ALERT_KIND_SEAT_STUCK, seat());
    }
    Alert alert = any(alerts);
    return Floors.acknowledge(alert.getKind(), alert.getSubject());
  }

  private FloorCommand arrival() {
    boolean again = random.nextInt(20) == 0;
    return Floors.arrival(queues.arrival("switch-" + (again ? switchCalls : ++switchCalls)));
  }

  /** The caller, or the switch, ends what is there: waiting or talking. */
  private FloorCommand leaves(Floor floor) {
    String id = living.any(random);
    CallState state = floor.call(id).map(Call::getState).orElse(CallState.CALL_STATE_UNSPECIFIED);
    boolean talks = state == CallState.CALL_STATE_CONNECTED || state == CallState.CALL_STATE_HELD;
    if (talks) {
      return Floors.callerLeaves(id);
    }
    return random.nextInt(4) == 0 ? Floors.askCallback(id) : gone(id, 8);
  }

  /** The switch tells of an attempt to call back, sometimes of one that is long over. */
  private FloorCommand rung(Seat seat, Call call) {
    int attempt = random.nextInt(12) == 0 ? call.getAttempt() - 1 : call.getAttempt();
    return switch (random.nextInt(16)) {
      case 0 -> Floors.signOut(seat.getSeatId());
      case 1 -> Floors.silent(seat.getSeatId());
      case 2 -> Floors.presence(seat.getSeatId(), notReady());
      case 3, 4, 5, 6 ->
          Floors.progress(call.getCallId(), CallProgress.CALL_PROGRESS_ANSWERED, attempt);
      case 7, 8 -> Floors.progress(call.getCallId(), CallProgress.CALL_PROGRESS_FAILED, attempt);
      default -> Floors.progress(call.getCallId(), CallProgress.CALL_PROGRESS_HUNG_UP, attempt);
    };
  }

  /** Waits no longer: one in so many lost by the switch, and as many led away. */
  private FloorCommand gone(String id, int oneIn) {
    return switch (random.nextInt(oneIn)) {
      case 0 -> Floors.failure(id);
      case 1 -> Floors.flowOut(id, any(List.of(FlowOutKind.values()).subList(0, 6)));
      default -> Floors.abandon(id);
    };
  }

  private FloorCommand atSeat(Floor floor, String id) {
    Seat seat = floor.seat(id).orElse(Seat.getDefaultInstance());
    if (seat.getPresence() == Presence.PRESENCE_OFFLINE
        || seat.getPresence() == Presence.PRESENCE_UNSPECIFIED) {
      return signIn(id, operator());
    }
    if (random.nextInt(60) == 0) {
      return Floors.silent(id);
    }
    if (random.nextInt(60) == 0) {
      return signIn(id, seat.getOperator());
    }
    if (!seat.getAccompanies().isEmpty()) {
      return accompanying(floor, seat);
    }
    Call call = floor.call(present(seat)).orElse(Call.getDefaultInstance());
    return switch (call.getState()) {
      case CALL_STATE_OFFERED -> offered(seat, call);
      case CALL_STATE_DIALLING -> rung(seat, call);
      case CALL_STATE_CONNECTED -> talking(id, call);
      case CALL_STATE_HELD ->
          switch (random.nextInt(6)) {
            case 0, 1 -> Floors.end(id, call.getCallId());
            case 2 -> Floors.transfer(id, call.getCallId(), queues.hotline());
            default -> Floors.resume(id, call.getCallId());
          };
      case CALL_STATE_WRAPPING ->
          random.nextInt(6) == 0
              ? Floors.extend(id, call.getCallId(), random.nextInt(700))
              : wrapUp(id, call.getCallId());
      default -> withoutCall(seat);
    };
  }

  /** The call, or one of the text contacts. */
  private String present(Seat seat) {
    boolean text =
        seat.getTextsCount() > 0 && (seat.getCallId().isEmpty() ? 3 : 1) > random.nextInt(4);
    return text ? any(seat.getTextsList()) : seat.getCallId();
  }

  /** Mostly goes when the caller is told to hold the line: that is seldom. */
  private FloorCommand accompanying(Floor floor, Seat seat) {
    String id = seat.getSeatId();
    boolean held = isIn(floor, seat.getAccompanies(), CallState.CALL_STATE_HELD);
    if (held && random.nextInt(4) != 0) {
      return Floors.leave(id, seat.getAccompanies());
    }
    return switch (random.nextInt(12)) {
      case 0 -> Floors.signOut(id);
      case 1 -> Floors.presence(id, notReady());
      case 2, 3 -> Floors.takeBack(id, seat.getAccompanies());
      case 4, 5, 6 -> Floors.leave(id, seat.getAccompanies());
      default -> leavesOrIsTaken(seat.getAccompanies());
    };
  }

  /** Something happens to the caller. */
  private FloorCommand leavesOrIsTaken(String call) {
    return random.nextInt(3) == 0
        ? gone(call, 4)
        : Floors.progress(call, CallProgress.CALL_PROGRESS_ANSWERED, 0);
  }

  /** Whoever was passed on is likely to be passed on again. */
  private FloorCommand talking(String seat, Call call) {
    int eager = FloorOrder.isText(call) ? 4 : 1;
    if (random.nextInt(10) < eager + 3 * Math.min(2, call.getTransfersCount())) {
      return random.nextBoolean() || FloorOrder.isText(call)
          ? Floors.transfer(seat, call.getCallId(), queues.hotline())
          : Floors.accompany(seat, call.getCallId(), queues.hotline());
    }
    return random.nextInt(3) == 0
        ? Floors.hold(seat, call.getCallId())
        : Floors.end(seat, call.getCallId());
  }

  /** Whoever wants to leave after this call often does not get it. */
  private FloorCommand offered(Seat seat, Call call) {
    String id = seat.getSeatId();
    if (seat.getNextPresence() != Presence.PRESENCE_UNSPECIFIED && random.nextInt(3) == 0) {
      return random.nextInt(4) == 0 ? Floors.silent(id) : gone(call.getCallId(), 3);
    }
    return switch (random.nextInt(10)) {
      case 0 -> Floors.reject(id, call.getCallId(), call.getAttempt());
      case 1 -> Floors.presence(id, notReady());
      default -> Floors.accept(id, call.getCallId(), call.getAttempt());
    };
  }

  private Presence notReady() {
    return any(List.of(Presence.values()).subList(3, 8));
  }

  private FloorCommand withoutCall(Seat seat) {
    String id = seat.getSeatId();
    if (random.nextInt(2) == 0) {
      return Floors.back(id);
    }
    if (seat.getPresence() != Presence.PRESENCE_AVAILABLE) {
      return Floors.presence(id, Presence.PRESENCE_AVAILABLE);
    }
    return random.nextInt(6) == 0 ? Floors.signOut(id) : Floors.presence(id, notReady());
  }

  private String operator() {
    return "op-" + random.nextInt(3);
  }

  private FloorCommand signIn(String id, String operator) {
    SignIn.Builder signIn =
        SignIn.newBuilder()
            .setSeatId(id)
            .setOperator(operator)
            .setWrapUpSeconds(any(List.of(0, 0, 0, 30, 30, 3_600)));
    queues.abilities(signIn);
    return Floors.signIn(signIn);
  }

  private FloorCommand wrapUp(String seat, String call) {
    WrapUpCall.Builder wrapUp = WrapUpCall.newBuilder().setSeatId(seat).setCallId(call);
    if (random.nextInt(3) == 0) {
      return Floors.wrapUp(
          wrapUp
              .setDisposition(Disposition.DISPOSITION_WORK_ORDER)
              .setOrder(
                  OrderDraft.newBuilder()
                      .setClassCode("010101")
                      .setDistrict(district)
                      .setStreet(district + "001")));
    }
    return Floors.wrapUp(
        wrapUp.setDisposition(
            any(
                List.of(
                    Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT,
                    Disposition.DISPOSITION_NO_DEMAND))));
  }

  /** Any command for any seat and call, with whatever in its fields. */
  private FloorCommand senseless(Floor floor) {
    String call = random.nextInt(8) == 0 ? district + "-999999999" : living.any(random);
    String seat =
        random.nextInt(8) == 0 ? district + "-S99" : withSeat(floor, call, random.nextBoolean());
    int attempt = floor.call(call).map(Call::getAttempt).orElse(0);
    return switch (random.nextInt(20)) {
      case 0 -> Floors.accept(seat, call, attempt);
      case 17 -> Floors.leave(seat, call);
      case 18 -> Floors.takeBack(seat, call);
      case 16 -> Floors.askCallback(call);
      case 15 -> Floors.transfer(seat, call, queues.hotline());
      case 1 -> Floors.reject(seat, call, attempt);
      case 2 -> Floors.hold(seat, call);
      case 3 -> Floors.resume(seat, call);
      case 4 -> Floors.end(seat, call);
      case 5 -> wrapUp(seat, call);
      case 6, 13 -> badWrapUp(floor, seat, call);
      case 7 -> Floors.abandon(call);
      case 14 -> Floors.progress(call, any(List.of(CallProgress.values()).subList(0, 7)), attempt);
      case 8 -> Floors.signOut(seat);
      case 9 ->
          random.nextBoolean()
              ? signIn(seat, operator())
              : Floors.force(seat, any(List.of(Presence.values()).subList(0, 9)));
      case 10 -> Floors.presence(seat, any(List.of(Presence.values()).subList(0, 9)));
      case 11 -> random.nextInt(6) == 0 ? Floors.silent(seat) : Floors.back(seat);
      case 12 -> Floors.callerLeaves(call);
      default ->
          FloorCommand.newBuilder()
              .setSetClock(SetClock.newBuilder().setClock(ClockAnchor.newBuilder().setReal(true)))
              .build();
    };
  }

  private String withSeat(Floor floor, String call, boolean its) {
    String seat = floor.call(call).map(Call::getSeatId).orElse("");
    return its && !seat.isEmpty() ? seat : seat();
  }

  /** Of a call that is being wrapped up, where there is one: else nobody looks at the order. */
  private FloorCommand badWrapUp(Floor floor, String anySeat, String anyCall) {
    String call = anyCall;
    for (int i = 0; i < 20 && !isIn(floor, call, CallState.CALL_STATE_WRAPPING); i++) {
      call = living.any(random);
    }
    String seat = floor.call(call).map(Call::getSeatId).orElse(anySeat);
    return Floors.wrapUp(badWrapUp(seat, call));
  }

  private static boolean isIn(Floor floor, String call, CallState state) {
    return floor.call(call).filter(c -> c.getState() == state).isPresent();
  }

  private WrapUpCall.Builder badWrapUp(String seat, String call) {
    return WrapUpCall.newBuilder()
        .setSeatId(seat)
        .setCallId(call)
        .setDisposition(
            random.nextInt(4) == 0
                ? Disposition.DISPOSITION_UNSPECIFIED
                : Disposition.DISPOSITION_WORK_ORDER)
        .setOrder(
            OrderDraft.newBuilder()
                .setClassCode(any(List.of("010101", "999999")))
                .setDistrict(district)
                .setStreet(any(List.of(district + "001", "119999999", district + "999"))));
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
