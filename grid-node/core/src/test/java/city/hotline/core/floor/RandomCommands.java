package city.hotline.core.floor;

import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.floor.v1.FlowOutKind;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.floor.v1.SetClock;
import city.hotline.proto.floor.v1.SignIn;
import city.hotline.proto.floor.v1.WrapUpCall;
import java.util.List;
import java.util.Random;

/** Commands a floor may get, sensible and senseless ones, from one seed. */
final class RandomCommands {

  private static final List<String> SKILLS = List.of("", "general", "english", "water");

  private final Random random;

  RandomCommands(Random random) {
    this.random = random;
  }

  FloorCommand next(FloorState state) {
    String call = anyCall(state);
    String seat = anySeat(state, call);
    return switch (random.nextInt(34)) {
      case 0, 1, 2, 3 -> FloorStage.arrival("switch-" + random.nextInt(16), any(SKILLS));
      case 4 -> FloorStage.abandon(call);
      case 5 -> FloorStage.callerLeaves(call);
      case 6 -> FloorStage.flowOut(call, any(List.of(FlowOutKind.values()).subList(0, 4)));
      case 7 -> random.nextInt(3) == 0 ? FloorStage.failure(call) : FloorStage.tick();
      case 8, 9, 10 -> signIn();
      case 11 -> FloorStage.signOut(seat);
      case 12 -> FloorStage.presence(seat, any(List.of(Presence.values()).subList(0, 9)));
      case 13 -> FloorStage.presence(seat, Presence.PRESENCE_AVAILABLE);
      case 14, 15, 16, 17, 18 -> FloorStage.accept(seat, call);
      case 19 -> FloorStage.reject(seat, call);
      case 20, 21 -> FloorStage.hold(seat, call);
      case 22, 23 -> FloorStage.resume(seat, call);
      case 24, 25 -> FloorStage.end(seat, call);
      case 26, 27, 28, 29 -> FloorStage.wrapUp(wrapUp(seat, call));
      case 30, 31 -> random.nextInt(4) == 0 ? FloorStage.silent(seat) : FloorStage.back(seat);
      default -> random.nextInt(20) == 0 ? setClock() : FloorStage.tick();
    };
  }

  private FloorCommand signIn() {
    SignIn.Builder signIn =
        SignIn.newBuilder()
            .setSeatId("110105-S" + random.nextInt(9))
            .setOperator("op-" + random.nextInt(2))
            .setWrapUpSeconds(any(List.of(-1, 0, 0, 0, 30)));
    for (int i = random.nextInt(3); i > 0; i--) {
      signIn.addSkills(any(SKILLS));
    }
    return FloorStage.signIn(signIn);
  }

  private WrapUpCall.Builder wrapUp(String seat, String call) {
    WrapUpCall.Builder wrapUp =
        WrapUpCall.newBuilder()
            .setSeatId(seat)
            .setCallId(call)
            .setDisposition(
                random.nextBoolean()
                    ? Disposition.DISPOSITION_WORK_ORDER
                    : any(List.of(Disposition.values()).subList(0, 5)));
    if (random.nextInt(3) != 0) {
      wrapUp.setOrder(
          OrderDraft.newBuilder()
              .setClassCode(any(List.of("010101", "010101", "999999")))
              .setDistrict("110105")
              .setStreet(any(List.of("", "110105001", "110105001", "110101001"))));
    }
    return wrapUp;
  }

  private FloorCommand setClock() {
    ClockAnchor.Builder clock = ClockAnchor.newBuilder().setReal(random.nextBoolean());
    return FloorCommand.newBuilder().setSetClock(SetClock.newBuilder().setClock(clock)).build();
  }

  private String anyCall(FloorState state) {
    if (state.getCallsCount() == 0 || random.nextInt(20) == 0) {
      return "110105-" + random.nextInt(1000);
    }
    List<Call> atSeats =
        state.getCallsList().stream().filter(call -> !call.getSeatId().isEmpty()).toList();
    boolean any = atSeats.isEmpty() || random.nextInt(4) == 0;
    return any(any ? state.getCallsList() : atSeats).getCallId();
  }

  /** Mostly the seat the call is with, sometimes any, sometimes one nobody knows. */
  private String anySeat(FloorState state, String callId) {
    if (random.nextInt(4) != 0) {
      for (Call call : state.getCallsList()) {
        if (call.getCallId().equals(callId) && !call.getSeatId().isEmpty()) {
          return call.getSeatId();
        }
      }
    }
    if (state.getSeatsCount() == 0 || random.nextInt(20) == 0) {
      return "110105-S" + random.nextInt(12);
    }
    Seat seat = state.getSeats(random.nextInt(state.getSeatsCount()));
    return seat.getSeatId();
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
