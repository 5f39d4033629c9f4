package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.node.As;
import city.hotline.proto.floor.v1.AcknowledgeAlert;
import city.hotline.proto.floor.v1.Alert;
import city.hotline.proto.floor.v1.AlertKind;
import city.hotline.proto.floor.v1.BoostCall;
import city.hotline.proto.floor.v1.BoostReason;
import city.hotline.proto.floor.v1.QueueSettings;
import city.hotline.proto.floor.v1.SetQueue;
import city.hotline.proto.supervision.v1.FloorPicture;
import city.hotline.proto.supervision.v1.GetDayRequest;
import city.hotline.proto.supervision.v1.GetDayResponse;
import city.hotline.proto.supervision.v1.SuperviseRequest;
import city.hotline.proto.supervision.v1.SuperviseResponse;
import city.hotline.proto.supervision.v1.SupervisionServiceGrpc;
import city.hotline.proto.supervision.v1.SupervisionServiceGrpc.SupervisionServiceBlockingStub;
import city.hotline.proto.supervision.v1.WatchFloorRequest;
import city.hotline.proto.supervision.v1.WatchFloorResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor looks at a floor, changes how its queue is run, and lets a caller ahead. */
class SupervisionStory {
  private static final String FLOOR = "110105";

  @TempDir private Path folder = Path.of("");

  @Test
  void seesWhatWasDone() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      SupervisionServiceBlockingStub floors = supervisor(caller, FLOOR);
      Iterator<WatchFloorResponse> live = floors.watchFloor(watch(FLOOR).build());
      assertThat(live.next().getFloor().getQueuesList()).isEmpty();

      supervise(floors, caller, request().setSetQueue(settings()));
      String call = caller.arrives(caller.nextId(), FLOOR, "switch-1").getCallId();
      FloorPicture waits = until(live, p -> p.getQueuesCount() > 0 && waiting(p) == 1);
      assertThat(waits.getQueues(0).getLongestCallId()).isEqualTo(call);
      assertThat(waits.getQueues(0).getSettings().getDistressSeconds()).isEqualTo(90);

      SuperviseResponse ahead = supervise(floors, caller, request().setBoostCall(boost(call)));
      assertThat(ahead.getReply().getCallId()).isEqualTo(call);
      FloorPicture boosted = until(live, p -> p.getQueues(0).getBoosted() == 1);
      assertThat(boosted.getPosition().getSequence())
          .isGreaterThanOrEqualTo(ahead.getAcknowledgement().getPosition().getSequence());
      assertThat(boosted.getDistrict()).isEqualTo(FLOOR);
    }
  }

  @Test
  void looksAfterAQueueThatIsTooLong() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      SupervisionServiceBlockingStub floors = supervisor(caller, FLOOR);
      Iterator<WatchFloorResponse> live = floors.watchFloor(watch(FLOOR).build());
      supervise(floors, caller, request().setSetQueue(settings()));
      caller.arrives(caller.nextId(), FLOOR, "switch-1");
      caller.arrives(caller.nextId(), FLOOR, "switch-2");
      Alert tooLong = until(live, p -> p.getAlertsCount() > 0).getAlerts(0);
      assertThat(tooLong.getKind()).isEqualTo(AlertKind.ALERT_KIND_QUEUE_LONG);
      assertThat(tooLong.getAcknowledgedBy()).isEmpty();

      supervise(
          floors,
          caller,
          request()
              .setAcknowledgeAlert(
                  AcknowledgeAlert.newBuilder()
                      .setKind(tooLong.getKind())
                      .setSubject(tooLong.getSubject())
                      .setBy("somebody else")));
      FloorPicture after = until(live, p -> !p.getAlerts(0).getAcknowledgedBy().isEmpty());
      assertThat(after.getAlerts(0).getAcknowledgedBy()).isEqualTo(FLOOR + "-V01");
    }
  }

  @Test
  void tellsWhatADayCountedTakenApart() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      SupervisionServiceBlockingStub floors = supervisor(caller, FLOOR);
      caller.arrives(caller.nextId(), FLOOR, "switch-1");
      GetDayResponse today = floors.getDay(day("").build());
      assertThat(today.getClosed()).isFalse();
      assertThat(today.getDay().getFigures().getOffered()).isEqualTo(1);
      assertThat(today.getDay().getDetail().getQueuesList()).hasSize(1);
      assertThat(today.getDay().getDetail().getHotlines(0).getName()).isEqualTo("12345");
      assertThat(today.getPosition().getSequence()).isPositive();
      assertThat(floors.getDay(day(today.getDay().getDay()).build()).getDay())
          .isEqualTo(today.getDay());
      assertThat(refusal(() -> floors.getDay(day("yesterday").build()))).contains("day: yesterday");
      var unknown =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> floors.getDay(day("2020-01-01").build()));
      assertThat(unknown).hasMessageContaining("UNKNOWN_DAY").hasMessageContaining("not kept");
    }
  }

  private static SupervisionServiceBlockingStub supervisor(Caller caller, String district) {
    return SupervisionServiceGrpc.newBlockingStub(caller.channel)
        .withInterceptors(As.who("supervisor " + district + "-V01"))
        .withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  private static GetDayRequest.Builder day(String day) {
    return GetDayRequest.newBuilder().setDistrict(FLOOR).setDay(day);
  }

  @Test
  void refusesWhatIsNotACommandOrTooOften() throws Exception {
    try (TestGrid grid = new TestGrid(folder, 1).started()) {
      Caller caller = grid.members().get(0).caller();
      SupervisionServiceBlockingStub floors = supervisor(caller, FLOOR);
      assertThat(refusal(() -> floors.watchFloor(watch(FLOOR).setIntervalMs(5).build()).next()))
          .contains("interval_ms: 5");
      assertThat(refusal(() -> supervise(floors, caller, request()))).contains("command: none");
      SupervisionServiceBlockingStub nowhere = supervisor(caller, "999999");
      var unknown =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () -> nowhere.watchFloor(watch("999999").build()).next());
      assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }
  }

  private static String refusal(Runnable asked) {
    var refused = catchThrowableOfType(StatusRuntimeException.class, asked::run);
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    return String.valueOf(refused.getStatus().getDescription());
  }

  private static FloorPicture until(
      Iterator<WatchFloorResponse> live, Predicate<FloorPicture> wanted) {
    FloorPicture picture = live.next().getFloor();
    while (!wanted.test(picture)) {
      picture = live.next().getFloor();
    }
    return picture;
  }

  private static int waiting(FloorPicture picture) {
    return picture.getQueues(0).getWaiting();
  }

  private static WatchFloorRequest.Builder watch(String district) {
    return WatchFloorRequest.newBuilder().setDistrict(district).setIntervalMs(100);
  }

  private static SuperviseRequest.Builder request() {
    return SuperviseRequest.newBuilder().setDistrict(FLOOR);
  }

  private static SuperviseResponse supervise(
      SupervisionServiceBlockingStub floors, Caller caller, SuperviseRequest.Builder request) {
    return floors.supervise(request.setRequestId(caller.nextId()).build());
  }

  private static SetQueue settings() {
    return SetQueue.newBuilder()
        .setSettings(
            QueueSettings.newBuilder()
                .setQueue("general")
                .setDistressSeconds(90)
                .setAlertWaiting(1))
        .build();
  }

  private static BoostCall boost(String call) {
    return BoostCall.newBuilder()
        .setCallId(call)
        .setReason(BoostReason.BOOST_REASON_DISTRESS)
        .build();
  }
}
