package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.As;
import city.hotline.node.launch.TestGrid.Member;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.search.v1.DocketKnown;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.GetOrderRequest;
import city.hotline.proto.search.v1.GetOrderResponse;
import city.hotline.proto.search.v1.SearchServiceGrpc;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SessionResponse;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A grid of three members finds what its seats wrote down, wherever it is asked, and goes on when a
 * district changes its owner.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SearchStory {
  private static final String CHAOYANG = "110105";
  private static final String STREET = "110105001";
  private static final String DONGCHENG = "110101";
  private static final String OTHER_STREET = "110101001";
  private static final String PHONE = "13812345678";
  private static final String DESK = "follow-up test";

  private TestGrid grid = new TestGrid(Path.of("unused"), 0);
  private String first = "";
  private String second = "";

  @BeforeAll
  void start(@TempDir Path folder) {
    grid = new TestGrid(folder, 3).started();
    first = opened(STREET);
    second = opened(OTHER_STREET);
  }

  @AfterAll
  void end() {
    grid.close();
  }

  /** A seat takes a call and writes an order down. */
  private String opened(String street) {
    String district = street.substring(0, 6);
    Caller caller = grid.owner(district).caller();
    caller.arrives(caller.nextId(), district, "switch-" + street);
    SeatLine seat = new SeatLine(caller, district + "-S001");
    accepted(seat.asks(SeatLine.signIn(caller.nextId())));
    String call = seat.awaitCall(CallState.CALL_STATE_OFFERED);
    accepted(seat.asks(SeatLine.accept(caller.nextId(), call)));
    seat.awaitCall(CallState.CALL_STATE_CONNECTED);
    accepted(seat.asks(SeatLine.end(caller.nextId(), call)));
    SeatCommand.Builder wrapUp = SeatLine.wrapUpWithOrder(caller.nextId(), call, street);
    OrderDraft.Builder draft = wrapUp.getWrapUpCallBuilder().getOrderBuilder();
    draft.setRequester(
        Requester.newBuilder().setName("李明").setPhone(PHONE).setAddress("1 East Street"));
    String order = accepted(seat.asks(wrapUp)).getAccepted().getReply().getOrderId();
    seat.hangUp();
    return order;
  }

  private static SessionResponse accepted(SessionResponse answer) {
    assertThat(answer.hasAccepted()).as(answer.toString()).isTrue();
    return answer;
  }

  private static SearchServiceGrpc.SearchServiceBlockingStub at(Member member, String who) {
    return SearchServiceGrpc.newBlockingStub(member.caller().channel).withInterceptors(As.who(who));
  }

  private static FindOrdersResponse find(
      Member member, String who, Consumer<FindOrdersRequest.Builder> question) {
    FindOrdersRequest.Builder request = FindOrdersRequest.newBuilder();
    question.accept(request);
    return at(member, who).findOrders(request.build());
  }

  private static List<String> ids(FindOrdersResponse page) {
    return page.getOrdersList().stream().map(FoundOrder::getOrderId).toList();
  }

  private static void byPhone(FindOrdersRequest.Builder request) {
    request.getFilterBuilder().setPhone(PHONE);
  }

  @Test
  @Order(1)
  void whatSeatsWroteDownIsFoundAllOverTheCityAtEachMember() {
    for (Member member : grid.members()) {
      Eventually.holds(
          "both orders by their phone, nothing missing",
          () -> {
            FindOrdersResponse page = find(member, DESK, SearchStory::byPhone);
            return page.getNotAskedCount() == 0 && List.of(second, first).equals(ids(page));
          },
          () -> find(member, DESK, SearchStory::byPhone));
    }
    FindOrdersResponse page = find(grid.members().get(0), DESK, SearchStory::byPhone);
    assertThat(page.getOrders(0).getRequester())
        .isEqualTo(Requester.newBuilder().setName("李**").setPhone("138******78").build());
  }

  @Test
  @Order(2)
  void eachSeesWhatIsItsBusiness() {
    Member member = grid.other(CHAOYANG);
    assertThat(ids(find(member, "seat 110105-S017", r -> r.setAsker("110105-S017"))))
        .containsExactly(second, first);
    assertThat(ids(find(member, "supervisor 110105-V01", r -> r.setDistrict(CHAOYANG))))
        .containsExactly(first);
    assertThat(ids(find(member, "administrator test", r -> {}))).containsExactly(second, first);
    String lead = leadOf(first);
    assertThat(ids(find(member, "department " + lead, r -> r.setAsker(lead)))).contains(first);
    assertThat(ids(find(member, "department 110105002", r -> r.setAsker("110105002")))).isEmpty();
  }

  private String leadOf(String order) {
    return get(grid.members().get(0), DESK, r -> r.setOrderId(order)).getOrder().getUnit();
  }

  private static GetOrderResponse get(
      Member member, String who, Consumer<GetOrderRequest.Builder> question) {
    GetOrderRequest.Builder request = GetOrderRequest.newBuilder();
    question.accept(request);
    return Caller.persistently(() -> at(member, who).getOrder(request.build()));
  }

  @Test
  @Order(3)
  void nobodyAsksForAnother() {
    Member member = grid.members().get(0);
    refused(
        "PERMISSION_DENIED",
        () -> find(member, "seat 110105-S017", r -> r.setAsker("110105-S018")));
    refused("PERMISSION_DENIED", () -> find(member, "department " + STREET, r -> {}));
    refused(
        "PERMISSION_DENIED",
        () -> find(member, "department " + STREET, r -> r.setDistrict(CHAOYANG)));
    refused("PERMISSION_DENIED", () -> find(member, "supervisor 110105-V01", r -> {}));
    refused(
        "PERMISSION_DENIED",
        () -> find(member, "supervisor 110105-V01", r -> r.setDistrict(DONGCHENG)));
    // It supervises that seat's floor, but a seat looks through the whole city.
    refused(
        "INVALID_ARGUMENT",
        () -> find(member, "supervisor 110105-V01", r -> r.setAsker("110105-S017")));
    refused("PERMISSION_DENIED", () -> find(member, "reader test", r -> {}));
    refused(
        "PERMISSION_DENIED", () -> get(member, "supervisor 110105-V01", r -> r.setOrderId(second)));
    refused(
        "INVALID_ARGUMENT",
        () ->
            get(
                member,
                "supervisor 110105-V01",
                r -> r.setOrderId(second).setAsker("110105-S017")));
    refused(
        "FAILED_PRECONDITION",
        () -> get(member, "department 110105002", r -> r.setOrderId(first).setAsker("110105002")));
  }

  private static void refused(String code, Runnable question) {
    assertThatThrownBy(question::run)
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageStartingWith(code);
  }

  @Test
  @Order(4)
  void whatMakesNoSenseIsRefusedWithWhatWasExpected() {
    Member member = grid.members().get(0);
    refused("INVALID_ARGUMENT", () -> find(member, DESK, r -> r.setPageSize(201)));
    refused("INVALID_ARGUMENT", () -> find(member, DESK, r -> r.setPageToken("nonsense")));
    refused("NOT_FOUND", () -> find(member, DESK, r -> r.setDistrict("999999")));
    refused("NOT_FOUND", () -> find(member, DESK, r -> r.getFilterBuilder().setPlace("99")));
    refused("NOT_FOUND", () -> find(member, DESK, r -> r.getFilterBuilder().setUnit("M9999")));
    refused(
        "NOT_FOUND", () -> find(member, DESK, r -> r.getFilterBuilder().setClassCode("999999")));
    refused(
        "INVALID_ARGUMENT", () -> find(member, DESK, r -> r.getFilterBuilder().setClassCode("1")));
    refused("INVALID_ARGUMENT", () -> find(member, DESK, r -> r.getFilterBuilder().setText("水")));
    assertThatThrownBy(
            () -> find(member, DESK, r -> r.getFilterBuilder().setPhone("call " + PHONE)))
        .hasMessageStartingWith("INVALID_ARGUMENT")
        .hasMessageNotContaining(PHONE);
    refused("NOT_FOUND", () -> get(member, DESK, r -> r.setOrderId(STREET + "-110105-999")));
    refused("NOT_FOUND", () -> get(member, DESK, r -> r.setOrderId("nonsense")));
  }

  @Test
  @Order(5)
  void theCitizenIsSeenForAReasonOnlyAndThatIsKeptOnRecord() {
    Member member = grid.other(CHAOYANG);
    ListAppender<ILoggingEvent> record = new ListAppender<>();
    record.start();
    Logger audit = (Logger) LoggerFactory.getLogger("hotline.audit");
    Level before = audit.getLevel();
    audit.setLevel(Level.INFO);
    audit.addAppender(record);
    GetOrderResponse masked = get(member, DESK, r -> r.setOrderId(first));
    assertThat(masked.toString()).doesNotContain(PHONE, "East Street");
    assertThat(masked.getOrder().getDraft().getText()).isEqualTo("Rubbish at the east gate");
    assertThat(masked.getUnmasked()).isFalse();
    assertThat(record.list).isEmpty();
    String lead = leadOf(first);
    assertThat(phone(get(member, DESK, r -> r.setOrderId(first).setReason("to ask"))))
        .isEqualTo(PHONE);
    assertThat(
            phone(
                get(
                    member,
                    "department " + lead,
                    r -> r.setOrderId(first).setAsker(lead).setReason("to go there"))))
        .isEqualTo(PHONE);
    refused(
        "PERMISSION_DENIED",
        () -> get(member, "administrator test", r -> r.setOrderId(first).setReason("curious")));
    refused(
        "INVALID_ARGUMENT",
        () -> get(member, DESK, r -> r.setOrderId(first).setReason("two\nlines")));
    refused("INVALID_ARGUMENT", () -> get(member, DESK, r -> r.setOrderId(first).setReason(" ")));
    audit.detachAppender(record);
    audit.setLevel(before);
    assertThat(record.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "follow-up test saw the citizen of order " + first + ": to ask",
            "department " + lead + " saw the citizen of order " + first + ": to go there",
            "administrator test sent SearchService.GetOrder for " + first);
  }

  private static String phone(GetOrderResponse response) {
    return response.getOrder().getDraft().getRequester().getPhone();
  }

  @Test
  @Order(6)
  void aChangeIsFoundAsItIsAndTheAnswerSaysHowFarItIs() {
    String lead = leadOf(first);
    Caller caller = grid.other(CHAOYANG).caller();
    long sequence =
        Caller.persistently(() -> caller.signs(caller.nextId(), first, lead))
            .getPosition()
            .getSequence();
    ShardId docket = ShardId.ofOrder(first);
    for (Member member : grid.members()) {
      Eventually.holds(
          "the docket known up to the signature",
          () -> known(member, docket).getPosition().getSequence() >= sequence,
          () -> known(member, docket));
      assertThat(
              ids(
                  find(
                      member,
                      DESK,
                      r -> r.getFilterBuilder().addStates(OrderState.ORDER_STATE_SIGNED))))
          .containsExactly(first);
    }
  }

  private static DocketKnown known(Member member, ShardId docket) {
    return find(member, DESK, r -> r.setDistrict(docket.district()).setWithPositions(true))
        .getDocketsList()
        .stream()
        .filter(d -> d.getShard().equals(docket.toRef()))
        .findFirst()
        .orElse(DocketKnown.getDefaultInstance());
  }

  /** What the old owner's index had is not found twice, and nothing is missing without a word. */
  @Test
  @Order(7)
  void theIndexFollowsAChangeOfTheOwner() {
    Member owner = grid.owner(CHAOYANG);
    ShardId docket = ShardId.ofOrder(first);
    var before = known(owner, docket).getPosition();
    grid.kill(owner);
    Member left = grid.members().get(0);
    Eventually.holds(
        "either found, or the docket named as missing, and found in the end",
        () -> {
          FindOrdersResponse page = find(left, DESK, SearchStory::byPhone);
          assertThat(ids(page)).doesNotHaveDuplicates();
          assertThat(ids(page).contains(first) || page.getNotAskedList().contains(docket.toRef()))
              .as(page.toString())
              .isTrue();
          return page.getNotAskedCount() == 0 && ids(page).equals(List.of(second, first));
        },
        () -> find(left, DESK, SearchStory::byPhone));
    var after = known(left, docket).getPosition();
    assertThat(Positions.isAfter(after, before)).isTrue();
    assertThat(after.getEpoch()).isGreaterThan(before.getEpoch());
    assertThat(grid.members().stream().mapToInt(m -> m.node().search().size()).sum()).isEqualTo(2);
  }
}
