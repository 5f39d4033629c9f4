package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.core.directory.DirectoryPack;
import city.hotline.core.moment.Times;
import city.hotline.node.As;
import city.hotline.node.ChangedDirectory;
import city.hotline.node.launch.TestGrid.Member;
import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.directory.v1.GetDirectoryRequest;
import city.hotline.proto.directory.v1.ListClassesRequest;
import city.hotline.proto.directory.v1.ListDirectoriesRequest;
import city.hotline.proto.directory.v1.ListDirectoriesResponse;
import city.hotline.proto.directory.v1.LoadDirectoryRequest;
import city.hotline.proto.directory.v1.MigrateOrderRequest;
import city.hotline.proto.docket.v1.HandlingLimit;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.floor.v1.ClockAnchor;
import city.hotline.proto.grid.v1.GridServiceGrpc;
import city.hotline.proto.grid.v1.SetClockRequest;
import city.hotline.proto.intake.v1.IntakeServiceGrpc;
import city.hotline.proto.intake.v1.ReportOrderRequest;
import city.hotline.proto.search.v1.GetOrderRequest;
import city.hotline.proto.search.v1.SearchServiceGrpc;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules change on the first of December, and the grid is cold before it has got used to it. */
class DirectoryVersionsStory {
  private static final String STREET = "110105001";
  private static final String RUBBISH = "010101";
  private static final String NEW_LEAD = "M012";
  private static final String FROM = "2026-12-01";
  private static final double SPEED = 120;

  @TempDir private Path folder = Path.of("");

  @Test
  void aVersionHoldsFromItsDayOnSurvivesAColdStartAndChangesNothingThatIsOpen() {
    String version;
    String old;
    String fresh;
    try (TestGrid grid = new TestGrid(folder, 2).started()) {
      Caller caller = grid.owner("110105").caller();
      beginsTenMinutesBefore(caller);
      Eventually.holds("an order before midnight", () -> day(caller).equals("2026-11-30"));
      old = reports(caller);
      assertThat(order(caller, old).getUnit()).isEqualTo(STREET);
      version = loads(caller);
      for (Member member : grid.members()) {
        Eventually.holds("known everywhere", () -> isKnown(member, version));
        Eventually.holds("in force on its day", () -> isInForce(member, version));
      }
      assertThat(refusal(() -> load(caller, good()))).contains("DIRECTORY_ALREADY_LOADED", version);
      assertThat(refusal(() -> load(caller, broken()))).contains("routing.csv, line 3: M999");
      fresh = reports(caller);
      grid.members().forEach(Member::kill);
    }
    try (TestGrid grid = new TestGrid(folder, 2).started()) {
      Member joining = grid.startAgain(2);
      grid.awaitServing();
      for (Member member : grid.members()) {
        Eventually.holds("in force again", () -> isInForce(member, version));
      }
      assertThat(classes(joining, "")).doesNotContain("010109");
      assertThat(classes(joining, version)).doesNotContain("010109");
      Caller caller = joining.caller();
      assertThat(order(caller, fresh).getDraft().getDirectory()).isEqualTo(version);
      assertThat(order(caller, fresh).getUnit()).isEqualTo(NEW_LEAD);
      var signed = caller.signs(caller.nextId(), fresh, NEW_LEAD);
      assertThat(signed.getPosition().getSequence()).isPositive();
      assertThat(order(caller, reports(caller)).getDraft().getDirectory()).isEqualTo(version);

      Order before = order(caller, old);
      assertThat(before.getDraft().getDirectory()).isEmpty();
      assertThat(before.getLimit()).isEqualTo(HandlingLimit.HANDLING_LIMIT_GENERAL);
      assertThat(refusal(() -> migrate(caller, old, "2027-01-01.1")))
          .contains("DIRECTORY_NOT_HERE", "try again in a moment");
      migrate(caller, old, version);
      Order after = order(caller, old);
      assertThat(after.getDraft().getDirectory()).isEqualTo(version);
      assertThat(after.getLimit()).isEqualTo(HandlingLimit.HANDLING_LIMIT_EMERGENCY);
      assertThat(after.getUnit()).isEqualTo(STREET);
      assertThat(after.getDueAt().getSeconds()).isLessThan(before.getDueAt().getSeconds());
    }
  }

  private static void beginsTenMinutesBefore(Caller caller) {
    long base = OffsetDateTime.parse("2026-11-30T23:50:00+08:00").toEpochSecond();
    var unused =
        GridServiceGrpc.newBlockingStub(caller.channel)
            .withInterceptors(As.who("administrator test"))
            .setClock(
                SetClockRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setClock(
                        ClockAnchor.newBuilder()
                            .setBase(Timestamp.newBuilder().setSeconds(base))
                            .setSpeed(SPEED)
                            .setDemo(true))
                    .build());
  }

  /** The local day by which this node would decide. */
  private static String day(Caller caller) {
    return Times.day(Times.millis(caller.status().getGridTime())).toString();
  }

  private static DirectoryPack good() {
    return ChangedDirectory.files(
        Map.of(
            "classes.csv",
            List.of("Exposed rubbish,general,", "Exposed rubbish,emergency,", "010109,", "010199,"),
            "routing.csv",
            List.of(",with,because\n", ",with,because\nR999,010101,any,always,M012,none,试行\n")));
  }

  private static DirectoryPack broken() {
    return ChangedDirectory.files(
        Map.of(
            "routing.csv",
            List.of(",with,because\n", ",with,because\nR999,010101,any,always,M999,none,试行\n")));
  }

  private static DirectoryServiceGrpc.DirectoryServiceBlockingStub directory(Caller caller) {
    return DirectoryServiceGrpc.newBlockingStub(caller.channel)
        .withInterceptors(As.who("administrator test"));
  }

  private static String loads(Caller caller) {
    return load(caller, good());
  }

  private static String load(Caller caller, DirectoryPack pack) {
    return directory(caller)
        .loadDirectory(
            LoadDirectoryRequest.newBuilder()
                .setRequestId(caller.nextId())
                .setValidFrom(FROM)
                .setPacked(pack.packed())
                .setReason("新版目录")
                .build())
        .getName();
  }

  private static void migrate(Caller caller, String order, String version) {
    var unused =
        directory(caller)
            .migrateOrder(
                MigrateOrderRequest.newBuilder()
                    .setRequestId(caller.nextId())
                    .setOrderId(order)
                    .setDirectory(version)
                    .setReason("新版目录")
                    .build());
  }

  private static String refusal(ThrowingCallable asked) {
    return String.valueOf(catchThrowableOfType(StatusRuntimeException.class, asked).getMessage());
  }

  private static ListDirectoriesResponse known(Member member) {
    return directory(member.caller()).listDirectories(ListDirectoriesRequest.getDefaultInstance());
  }

  private static boolean isKnown(Member member, String version) {
    return known(member).getVersionsList().stream().anyMatch(v -> v.getName().equals(version))
        && !directory(member.caller())
            .getDirectory(GetDirectoryRequest.newBuilder().setName(version).build())
            .getVersion()
            .getPacked()
            .equals(ByteString.EMPTY);
  }

  private static boolean isInForce(Member member, String version) {
    return known(member).getInForce().equals(version);
  }

  private static List<String> classes(Member member, String version) {
    return directory(member.caller())
        .listClasses(
            ListClassesRequest.newBuilder()
                .setParent("0101")
                .setPageSize(1_000)
                .setDirectory(version)
                .build())
        .getClassesList()
        .stream()
        .map(each -> each.getCode())
        .toList();
  }

  private static String reports(Caller caller) {
    ReportOrderRequest report =
        ReportOrderRequest.newBuilder()
            .setRequestId(caller.nextId())
            .setChannel("web")
            .setDraft(
                OrderDraft.newBuilder()
                    .setClassCode(RUBBISH)
                    .setDistrict("110105")
                    .setStreet(STREET)
                    .setText("Rubbish at the east gate"))
            .build();
    return Caller.persistently(
        () ->
            IntakeServiceGrpc.newBlockingStub(caller.channel)
                .withInterceptors(As.who("channel web"))
                .reportOrder(report)
                .getOrderId());
  }

  private static Order order(Caller caller, String order) {
    return Caller.persistently(
        () ->
            SearchServiceGrpc.newBlockingStub(caller.channel)
                .withInterceptors(As.who("follow-up test"))
                .getOrder(GetOrderRequest.newBuilder().setOrderId(order).build())
                .getOrder());
  }
}
