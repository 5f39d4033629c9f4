package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.node.As;
import city.hotline.proto.floor.v1.AskSeatBack;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.LendSeat;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.ReturnSeat;
import city.hotline.proto.floor.v1.Routing;
import city.hotline.proto.floor.v1.SetQueue;
import city.hotline.proto.supervision.v1.SuperviseRequest;
import city.hotline.proto.supervision.v1.SuperviseResponse;
import city.hotline.proto.supervision.v1.SupervisionServiceGrpc;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seat is lent to another floor, takes a call there, and comes home. */
class LendingStory {
  private static final String HOME = "110105";
  private static final String BORROWER = "110108";
  private static final String SEAT = HOME + "-S001";

  @TempDir private Path folder = Path.of("");

  @Test
  void aSeatWorksWhereItIsLentToAndComesHome() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 3).started()) {
      Caller caller = grid.members().get(0).caller();
      SeatLine home = new SeatLine(caller, SEAT);
      assertThat(home.asks(SeatLine.signIn(caller.nextId())).hasAccepted()).isTrue();
      SeatLine guest = SeatLine.guest(grid.members().get(1).caller(), SEAT, BORROWER);

      supervise(caller, HOME, lend());
      home.awaitRouting(Routing.ROUTING_LENT);
      guest.awaitRouting(Routing.ROUTING_IDLE);

      String call = caller.arrives(caller.nextId(), BORROWER, "switch-1").getCallId();
      assertThat(guest.awaitCall(CallState.CALL_STATE_OFFERED)).isEqualTo(call);
      assertThat(guest.asks(SeatLine.accept(caller.nextId(), call)).hasAccepted()).isTrue();
      supervise(caller, HOME, askBack());
      assertThat(guest.asks(SeatLine.end(caller.nextId(), call)).hasAccepted()).isTrue();
      assertThat(guest.asks(SeatLine.wrapUp(caller.nextId(), call)).hasAccepted()).isTrue();
      home.awaitRouting(Routing.ROUTING_IDLE);
      guest.awaitRouting(Routing.ROUTING_OFF_QUEUE);

      supervise(caller, HOME, lend());
      guest.awaitRouting(Routing.ROUTING_IDLE);
      supervise(
          caller,
          BORROWER,
          SuperviseRequest.newBuilder().setReturnSeat(ReturnSeat.newBuilder().setSeatId(SEAT)));
      home.awaitRouting(Routing.ROUTING_IDLE);
    }
  }

  @Test
  void aCallerWhoWaitsForLongGetsASeatOfAnotherFloor() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 3).started()) {
      Caller caller = grid.members().get(0).caller();
      SeatLine home = new SeatLine(caller, SEAT);
      assertThat(home.asks(SeatLine.signIn(caller.nextId())).hasAccepted()).isTrue();
      new SeatLine(caller, HOME + "-S002").asks(SeatLine.signIn(caller.nextId()));
      SeatLine guest = SeatLine.guest(grid.members().get(1).caller(), SEAT, BORROWER);
      supervise(caller, HOME, run(general().setLendAbove(1)));
      supervise(caller, BORROWER, run(general().addBorrowFrom(HOME).setBorrowSeconds(5)));

      String call = caller.arrives(caller.nextId(), BORROWER, "switch-1").getCallId();
      assertThat(guest.awaitCall(CallState.CALL_STATE_OFFERED)).isEqualTo(call);
      home.awaitRouting(Routing.ROUTING_LENT);
      assertThat(guest.asks(SeatLine.accept(caller.nextId(), call)).hasAccepted()).isTrue();
      assertThat(guest.asks(SeatLine.end(caller.nextId(), call)).hasAccepted()).isTrue();
      assertThat(guest.asks(SeatLine.wrapUp(caller.nextId(), call)).hasAccepted()).isTrue();
      home.awaitRouting(Routing.ROUTING_IDLE);
      guest.awaitRouting(Routing.ROUTING_OFF_QUEUE);
    }
  }

  @Test
  void onlyItsOwnSupervisorLendsASeat() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      SeatLine home = new SeatLine(caller, SEAT);
      home.asks(SeatLine.signIn(caller.nextId()));
      var refused =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> supervise(caller, BORROWER, lend()));
      assertThat(refused).hasMessageContaining("NOT_ALLOWED");
    }
  }

  private static SuperviseRequest.Builder lend() {
    return SuperviseRequest.newBuilder()
        .setLendSeat(LendSeat.newBuilder().setSeatId(SEAT).setBorrower(BORROWER));
  }

  private static QueueSettings.Builder general() {
    return QueueSettings.newBuilder().setQueue("general");
  }

  private static SuperviseRequest.Builder run(QueueSettings.Builder settings) {
    return SuperviseRequest.newBuilder().setSetQueue(SetQueue.newBuilder().setSettings(settings));
  }

  private static SuperviseRequest.Builder askBack() {
    return SuperviseRequest.newBuilder().setAskSeatBack(AskSeatBack.newBuilder().setSeatId(SEAT));
  }

  private static SuperviseResponse supervise(
      Caller caller, String district, SuperviseRequest.Builder request) {
    SuperviseRequest numbered = request.setDistrict(district).setRequestId(caller.nextId()).build();
    return Caller.persistently(
        () ->
            SupervisionServiceGrpc.newBlockingStub(caller.channel)
                .withInterceptors(As.who("supervisor " + district + "-V01"))
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .supervise(numbered));
  }
}
