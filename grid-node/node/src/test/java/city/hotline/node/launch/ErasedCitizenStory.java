package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.node.As;
import city.hotline.node.citizen.CitizenKeys;
import city.hotline.node.citizen.KeyBackup;
import city.hotline.node.journal.JournalTool;
import city.hotline.node.launch.TestGrid.Member;
import city.hotline.proto.citizen.v1.CitizenServiceGrpc;
import city.hotline.proto.citizen.v1.EraseCitizenRequest;
import city.hotline.proto.citizen.v1.EraseCitizenResponse;
import city.hotline.proto.citizen.v1.Phone;
import city.hotline.proto.citizen.v1.Withheld;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.GetOrderRequest;
import city.hotline.proto.search.v1.SearchServiceGrpc;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A citizen calls, an order is written down, a unit and the desk see whom to speak to; then the
 * citizen wants to be forgotten, while one member is away.
 */
class ErasedCitizenStory {
  private static final String DISTRICT = "110105";
  private static final String STREET = "110105001";
  private static final String PHONE = "13987654321";
  private static final Citizen CALLER =
      Citizen.newBuilder().setName("欧阳芷若").setPhone(PHONE).setAddress("水碓子东路15号").build();
  private static final Requester ASKS =
      Requester.newBuilder().setName("欧阳芷若").setPhone(PHONE).setAddress("水碓子东路15号").build();
  private static final Requester FORGOTTEN =
      Requester.newBuilder().setWithheld(Withheld.WITHHELD_ERASED).build();

  @TempDir private Path folder = Path.of("");

  @Test
  void whoIsErasedIsInNoFileAndOnNoScreenAndWhatWasCountedStays() throws IOException {
    TestGrid grid = new TestGrid(folder, 3).started();
    try (grid) {
      String order = callsAndHasAnOrderWrittenDown(grid, "first");
      Member owner = grid.owner(DISTRICT);
      String unit = awaitFound(grid, order).getUnit();
      assertThat(get(owner, order)).isEqualTo(ASKS);
      assertThat(watched(grid.other(DISTRICT), "department " + unit, unit, order)).isEqualTo(ASKS);
      assertThat(watched(owner, "supervisor 110000-V01", unit, order))
          .isEqualTo(Requester.newBuilder().setName("欧**").setPhone("139******21").build());
      nothingOfTheCitizenIsInAnyFile(grid);

      Member away = grid.members().get(2);
      grid.kill(away);
      grid.awaitServing();
      var before = Caller.persistently(() -> grid.members().get(0).caller().figures()).getCity();
      EraseCitizenResponse erased = erase(grid.members().get(0));
      assertThat(erased.getKeys()).isEqualTo(1);
      assertThat(erased.getDestroyedOnList()).hasSize(2);
      assertThat(erased.getStillToComeList()).containsExactly(away.node().nodeId());

      for (Member member : grid.members()) {
        Eventually.holds("erased in the index", () -> find(member, PHONE).isEmpty());
        assertThat(get(member, order)).isEqualTo(FORGOTTEN);
        assertThat(watched(member, "department " + unit, unit, order)).isEqualTo(FORGOTTEN);
      }
      var after = Caller.persistently(() -> grid.members().get(0).caller().figures()).getCity();
      assertThat(after.getCalls()).isEqualTo(before.getCalls());
      assertThat(after.getOrders()).isEqualTo(before.getOrders());

      Member back = grid.startAgain(away.index());
      grid.awaitServing();
      Eventually.holds(
          "erased at who was away",
          () -> get(back, order).equals(FORGOTTEN),
          () -> get(back, order));

      String another = callsAndHasAnOrderWrittenDown(grid, "second");
      assertThat(get(back, another)).as("whoever calls again is known again").isEqualTo(ASKS);
      assertThat(get(back, order)).isEqualTo(FORGOTTEN);
      assertThat(eraseBy(grid.members().get(0), another).getKeys()).isEqualTo(1);
    }
    nobodyHasAKeyAnyMore();
  }

  private void nobodyHasAKeyAnyMore() throws IOException {
    for (int i = 0; i < 3; i++) {
      Path data = folder.resolve("node-" + i);
      assertThat(KeyBackup.backup(data, folder.resolve("backup-" + i), true))
          .isEqualTo(new KeyBackup.Counts(0, 2));
      StringBuilder journal = new StringBuilder();
      JournalTool.dump(data, journal);
      assertThat(journal.toString()).contains("sealed").doesNotContain(PHONE, "欧阳芷若");
    }
  }

  private static String callsAndHasAnOrderWrittenDown(TestGrid grid, String call) {
    Caller caller = grid.other(DISTRICT).caller();
    var id = caller.nextId();
    Caller.persistently(
        () ->
            TelephonyServiceGrpc.newBlockingStub(caller.channel)
                .withInterceptors(As.who("switch test"))
                .reportCall(
                    ReportCallRequest.newBuilder()
                        .setRequestId(id)
                        .setDistrict(DISTRICT)
                        .setArrived(
                            ReportArrival.newBuilder().setSwitchCallId(call).setCaller(CALLER))
                        .build()));
    SeatLine seat = new SeatLine(grid.owner(DISTRICT).caller(), DISTRICT + "-S001");
    accepted(seat.asks(SeatLine.signIn(caller.nextId())));
    String callId = seat.awaitCall(CallState.CALL_STATE_OFFERED);
    Eventually.holds("the seat sees who calls", () -> seat.call().getCaller().equals(CALLER));
    accepted(seat.asks(SeatLine.accept(caller.nextId(), callId)));
    seat.awaitCall(CallState.CALL_STATE_CONNECTED);
    accepted(seat.asks(SeatLine.end(caller.nextId(), callId)));
    String order =
        accepted(seat.asks(SeatLine.wrapUpWithOrder(caller.nextId(), callId, STREET)))
            .getAccepted()
            .getReply()
            .getOrderId();
    accepted(seat.asks(SeatLine.signOut(caller.nextId())));
    seat.hangUp();
    return order;
  }

  private static SessionResponse accepted(SessionResponse answer) {
    assertThat(answer.hasAccepted()).as(answer.toString()).isTrue();
    return answer;
  }

  private static FoundOrder awaitFound(TestGrid grid, String order) {
    for (Member member : grid.members()) {
      Eventually.holds(
          "found by the phone",
          () -> find(member, PHONE).stream().anyMatch(o -> o.getOrderId().equals(order)),
          () -> find(member, PHONE));
    }
    FoundOrder found = find(grid.members().get(0), PHONE).get(0);
    assertThat(found.getRequester().getPhone()).isEqualTo("139******21");
    return found;
  }

  private static List<FoundOrder> find(Member member, String phone) {
    FindOrdersRequest.Builder request = FindOrdersRequest.newBuilder();
    request.getFilterBuilder().setPhone(phone);
    return Caller.persistently(
        () ->
            SearchServiceGrpc.newBlockingStub(member.caller().channel)
                .withInterceptors(As.who("follow-up test"))
                .findOrders(request.build())
                .getOrdersList());
  }

  /** As the follow-up desk sees him, with a reason. */
  private static Requester get(Member member, String order) {
    return Caller.persistently(
            () ->
                SearchServiceGrpc.newBlockingStub(member.caller().channel)
                    .withInterceptors(As.who("follow-up test"))
                    .getOrder(
                        GetOrderRequest.newBuilder()
                            .setOrderId(order)
                            .setReason("to call back")
                            .build()))
        .getOrder()
        .getDraft()
        .getRequester();
  }

  /** As the snapshot of a unit's stream shows him. */
  private static Requester watched(Member member, String who, String unit, String orderId) {
    Context.CancellableContext line = Context.current().withCancellation();
    Requester[] seen = new Requester[1];
    try {
      line.run(
          () ->
              seen[0] =
                  firstOf(
                      DepartmentServiceGrpc.newBlockingStub(member.caller().channel)
                          .withInterceptors(As.who(who))
                          .withDeadlineAfter(30, TimeUnit.SECONDS)
                          .watchOrders(WatchOrdersRequest.newBuilder().setUnit(unit).build()),
                      orderId));
    } finally {
      line.cancel(null);
    }
    return seen[0];
  }

  private static Requester firstOf(Iterator<WatchOrdersResponse> stream, String orderId) {
    while (stream.hasNext()) {
      for (Order order : stream.next().getSnapshot().getOrdersList()) {
        if (order.getOrderId().equals(orderId)) {
          return order.getDraft().getRequester();
        }
      }
    }
    throw new AssertionError("the stream ended");
  }

  private static CitizenServiceGrpc.CitizenServiceBlockingStub at(Member member, String who) {
    return CitizenServiceGrpc.newBlockingStub(member.caller().channel)
        .withInterceptors(As.who(who));
  }

  private static EraseCitizenResponse erase(Member member) {
    EraseCitizenRequest request =
        EraseCitizenRequest.newBuilder()
            .setPhone(Phone.newBuilder().setNumber("139 8765-4321"))
            .setReason("asked for it")
            .build();
    assertThatThrownBy(() -> at(member, "supervisor 110000-V01").eraseCitizen(request))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageStartingWith("PERMISSION_DENIED");
    assertThatThrownBy(
            () ->
                at(member, "administrator test")
                    .eraseCitizen(request.toBuilder().setReason(" ").build()))
        .hasMessageStartingWith("INVALID_ARGUMENT");
    return Caller.persistently(() -> at(member, "administrator test").eraseCitizen(request));
  }

  private static EraseCitizenResponse eraseBy(Member member, String order) {
    return Caller.persistently(
        () ->
            at(member, "administrator test")
                .eraseCitizen(
                    EraseCitizenRequest.newBuilder()
                        .setOrderId(order)
                        .setReason("asked for it")
                        .build()));
  }

  /** What else was said is there in plain bytes, so that the search for him can fail. */
  private static void nothingOfTheCitizenIsInAnyFile(TestGrid grid) throws IOException {
    for (Member member : grid.members()) {
      member.node().journal().force();
      StringBuilder all = new StringBuilder();
      try (Stream<Path> files = Files.walk(grid.folder(member.index()))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        }
      }
      assertThat(all).contains("Rubbish at the east gate");
      assertThat(all).doesNotContain(PHONE).doesNotContain("欧阳").doesNotContain("水碓子");
      assertThat(CitizenKeys.folderIn(grid.folder(member.index()))).isDirectory();
    }
  }
}
