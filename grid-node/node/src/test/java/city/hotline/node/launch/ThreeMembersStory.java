package city.hotline.node.launch;

import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ANSWERS_RECORDED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_CLOSED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_OPENED;
import static city.hotline.proto.docket.v1.DocketEvent.EventCase.ORDER_SIGNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.node.launch.TestGrid.Member;
import city.hotline.node.launch.TestGrid.Replayed;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.grid.v1.CityFigures;
import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.Acknowledgement;
import city.hotline.proto.shard.v1.Durability;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardSnapshot;
import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.ReconcileCallsResponse;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a grid of three members: it comes to be, a call becomes an order that is closed, one
 * member dies, all die and come back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ThreeMembersStory {
  private static final String CHAOYANG = "110105";
  private static final String STREET = "110105001";

  private TestGrid grid = new TestGrid(Path.of("unused"), 0);

  @BeforeAll
  void start(@TempDir Path folder) {
    grid = new TestGrid(folder, 3).started();
  }

  @AfterAll
  void end() {
    grid.close();
  }

  @Test
  @Order(1)
  void theFirstMembersFoundOneGridAndServeTheWholeCity() {
    assertThat(grid.members())
        .extracting(m -> m.node().voters().gridId())
        .containsOnly(grid.members().get(0).node().voters().gridId())
        .doesNotContain("");
    assertThat(grid.members())
        .allSatisfy(m -> assertThat(m.node().voters().ids()).hasSize(3))
        .allSatisfy(m -> assertThat(m.caller().status().getProblemsList()).isEmpty());
  }

  /** Every command is sent at a member that does not own the district, and repeated. */
  @Test
  @Order(2)
  void aCallBecomesAnOrderThatIsClosedAndRepeatsHaveNoSecondEffect() {
    Member member = grid.other(CHAOYANG);
    Caller caller = member.caller();
    OrderReader unit = new OrderReader(ofUnit()).through(caller);
    Eventually.holds("the street's and its district's snapshots", () -> unit.snapshots() == 2);

    RequestId arrival = caller.nextId();
    ReportCallResponse arrived = caller.arrives(arrival, CHAOYANG, "switch-1");
    assertThat(arrived.getAcknowledgement().getDurability())
        .isEqualTo(Durability.DURABILITY_REPLICATED);
    isTheSame(arrived.getAcknowledgement(), caller.arrives(arrival, CHAOYANG, "switch-1"));

    SeatLine seat = new SeatLine(caller, CHAOYANG + "-S001");
    twice(seat, SeatLine.signIn(caller.nextId()));
    String call = seat.awaitCall(CallState.CALL_STATE_OFFERED);
    assertThat(call).isEqualTo(arrived.getCallId());
    twice(seat, SeatLine.accept(caller.nextId(), call));
    seat.awaitCall(CallState.CALL_STATE_CONNECTED);
    twice(seat, SeatLine.end(caller.nextId(), call));
    SessionResponse wrapped = twice(seat, SeatLine.wrapUpWithOrder(caller.nextId(), call, STREET));
    String order = wrapped.getAccepted().getReply().getOrderId();
    assertThat(order).startsWith(STREET);
    seat.hangUp();

    Eventually.holds("the order in its docket", () -> unit.opened().contains(order));
    Caller elsewhere = grid.owner(CHAOYANG).caller();
    RequestId signing = elsewhere.nextId();
    isTheSame(elsewhere.signs(signing, order, STREET), elsewhere.signs(signing, order, STREET));
    RequestId replying = elsewhere.nextId();
    isTheSame(
        elsewhere.replies(replying, order, STREET), elsewhere.replies(replying, order, STREET));
    RequestId asking = elsewhere.nextId();
    isTheSame(
        elsewhere.citizenIsSatisfied(asking, order), elsewhere.citizenIsSatisfied(asking, order));
    Eventually.holds(
        "the order closed", () -> unit.historyOf(order).contains(ORDER_CLOSED), unit::changes);
    assertThat(unit.historyOf(order))
        .contains(ORDER_OPENED, ORDER_SIGNED, ANSWERS_RECORDED, ORDER_CLOSED)
        .doesNotHaveDuplicates();
    unit.stop();

    Eventually.holds("nothing in transit", () -> city(caller).getInTransitNow() == 0);
    CityFigures city = city(caller);
    assertThat(city.getCalls().getOffered()).isEqualTo(1);
    assertThat(city.getCalls().getAnswered()).isEqualTo(1);
    assertThat(city.getOrders().getOpened()).isEqualTo(1);
    assertThat(city.getOrders().getClosed()).isEqualTo(1);
    assertThat(city.getRates().getSatisfied()).isEqualTo(1);
    assertThat(city.getViolations()).isZero();
  }

  private static WatchOrdersRequest ofUnit() {
    return WatchOrdersRequest.newBuilder().setUnit(STREET).build();
  }

  private static CityFigures city(Caller caller) {
    return Caller.persistently(caller::figures).getCity();
  }

  private static SessionResponse twice(SeatLine seat, SeatCommand.Builder command) {
    SessionResponse first = seat.asks(command);
    assertThat(first.hasAccepted()).as(first.toString()).isTrue();
    SessionResponse second = seat.asks(command);
    assertThat(second.getAccepted().getReply()).isEqualTo(first.getAccepted().getReply());
    isTheSame(first.getAccepted().getAcknowledgement(), second.getAccepted().getAcknowledgement());
    return first;
  }

  private static void isTheSame(Acknowledgement first, ReportCallResponse second) {
    isTheSame(first, second.getAcknowledgement());
  }

  private static void isTheSame(Acknowledgement first, Acknowledgement second) {
    assertThat(first.getRepeated()).isFalse();
    assertThat(second.getRepeated()).isTrue();
    assertThat(second.getPosition()).isEqualTo(first.getPosition());
  }

  @Test
  @Order(3)
  void whatADistrictDoesNotKnowIsRefusedByName() {
    Caller caller = grid.other(CHAOYANG).caller();
    assertThatThrownBy(() -> caller.signs(caller.nextId(), STREET + "-110105-99", STREET))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
              assertThat(e.getStatus().getDescription()).startsWith("UNKNOWN_ORDER: ");
            });
    assertThatThrownBy(() -> caller.arrives(caller.nextId(), "999999", "switch-2"))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("UNKNOWN_DISTRICT");
  }

  @Test
  @Order(3)
  void aSwitchIsToldAndReconciledThroughAMemberThatDoesNotOwnTheFloor() {
    Caller caller = grid.other(CHAOYANG).caller();
    SwitchReader reader = new SwitchReader(caller, CHAOYANG, "west");
    assertThat(reader.next().hasSnapshot()).isTrue();
    String gone = reader.arrives("w-1").getCallId();
    assertThat(reader.nextInstruction().getSwitchCallId()).isEqualTo("w-1");
    assertThat(reader.hangsUp("w-1").getWithoutEffect()).isFalse();
    assertThat(reader.nextInstruction().getAction()).isEqualTo(CallAction.CALL_ACTION_HANG_UP);
    assertThatThrownBy(() -> reader.hangsUp("w-1")).hasMessageContaining("UNKNOWN_CALL");

    String forgotten = reader.arrives("w-2").getCallId();
    ReconcileCallsResponse found = reader.reconciles(forgotten, "w-1", gone);
    assertThat(found.getHungUpList()).containsExactly(forgotten);
    assertThat(found.getToHangUpList()).containsExactly("w-1");
    reader.stop();
  }

  @Test
  @Order(4)
  void whenAMemberDiesWhatWasAcknowledgedIsThereAndAWatchSeesEveryChangeOnce() {
    Member owner = grid.owner(CHAOYANG);
    Member survivor = grid.other(CHAOYANG);
    OrderReader unit = new OrderReader(ofUnit()).through(owner.caller());
    Eventually.holds("the street's and its district's snapshots", () -> unit.snapshots() == 2);
    SeatLine seat = new SeatLine(survivor.caller(), CHAOYANG + "-S001");
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      orders.add(takesOrder(survivor.caller(), seat, "before-" + i));
    }
    long calls = city(survivor.caller()).getCalls().getOffered();

    grid.kill(owner);
    grid.awaitServing();

    assertThat(grid.owner(CHAOYANG)).isNotEqualTo(owner);
    assertThat(city(survivor.caller()).getCalls().getOffered()).isEqualTo(calls);
    Eventually.holds("the watch through the dead member broken", unit::isBroken);
    unit.through(survivor.caller());
    SeatLine seatAgain = new SeatLine(survivor.caller(), CHAOYANG + "-S001");
    for (int i = 0; i < 3; i++) {
      orders.add(takesOrder(survivor.caller(), seatAgain, "after-" + i));
    }
    Eventually.holds(
        "all orders seen", () -> unit.opened().containsAll(orders), () -> unit.opened());
    assertThat(unit.opened()).containsExactlyElementsOf(orders);
    assertThat(unit.changes()).doesNotHaveDuplicates();
    assertThat(unit.lostHistory()).isFalse();
    assertThat(unit.snapshots()).isEqualTo(2);
    unit.stop();
  }

  private static String takesOrder(Caller caller, SeatLine seat, String switchCallId) {
    RequestId id = caller.nextId();
    Caller.persistently(() -> caller.arrives(id, CHAOYANG, switchCallId));
    String call = seat.awaitCall(CallState.CALL_STATE_OFFERED);
    assertThat(seat.asks(SeatLine.accept(caller.nextId(), call)).hasAccepted()).isTrue();
    assertThat(seat.asks(SeatLine.end(caller.nextId(), call)).hasAccepted()).isTrue();
    SessionResponse wrapped = seat.asks(SeatLine.wrapUpWithOrder(caller.nextId(), call, STREET));
    assertThat(wrapped.hasAccepted()).as(wrapped.toString()).isTrue();
    return wrapped.getAccepted().getReply().getOrderId();
  }

  @Test
  @Order(5)
  void aMemberThatComesBackCatchesUp() {
    List<Integer> indexes = new ArrayList<>(List.of(0, 1, 2));
    grid.members().forEach(m -> indexes.remove(Integer.valueOf(m.index())));
    Member back = grid.startAgain(indexes.get(0));
    grid.awaitServing();
    grid.awaitSameEverywhere();
    assertThat(back.state()).hasSizeGreaterThan(300);
  }

  /** It may own districts, and what it owns is as safe as the rest. */
  @Test
  @Order(6)
  void aFourthMemberServesWithoutAVoteAndMayGoAgain() {
    Member fourth = grid.startAgain(3);
    Eventually.holds("the fourth serves something", () -> fourth.node().tenures().serving() > 0);
    grid.awaitServing();
    assertThat(fourth.node().voters().ids()).hasSize(3).doesNotContain(fourth.node().nodeId());
    String its = TestGrid.districts().stream().filter(fourth::serves).findFirst().orElseThrow();
    Caller caller = grid.other(its).caller();
    RequestId id = caller.nextId();
    String call = Caller.persistently(() -> caller.arrives(id, its, "at the fourth")).getCallId();
    grid.kill(fourth);
    grid.awaitServing();
    ReportCallResponse again = Caller.persistently(() -> caller.arrives(id, its, "at the fourth"));
    assertThat(again.getCallId()).isEqualTo(call);
    assertThat(again.getAcknowledgement().getRepeated()).isTrue();
  }

  @Test
  @Order(7)
  void whenAllDieEveryCopyIsReplayedAsItWasAndTheGridGoesOn() {
    Caller before = grid.members().get(0).caller();
    Eventually.holds("nothing in transit", () -> city(before).getInTransitNow() == 0);
    CityFigures figures = city(before);
    grid.awaitSameEverywhere();
    List<Member> dead = grid.members();
    dead.forEach(grid::kill);

    List<Replayed> replayed = grid.replayed();
    for (Member member : dead) {
      Map<String, ShardSnapshot> now = TestGrid.state(replayed.get(member.index()).node());
      assertThat(now.keySet()).isEqualTo(member.state().keySet()).hasSizeGreaterThan(300);
      now.forEach(
          (shard, snapshot) -> assertThat(snapshot).as(shard).isEqualTo(member.state().get(shard)));
    }

    grid.serve(replayed);
    Caller after = grid.other(CHAOYANG).caller();
    assertThat(city(after).getCalls()).isEqualTo(figures.getCalls());
    assertThat(city(after).getOrders()).isEqualTo(figures.getOrders());
    assertThat(city(after).getRates()).isEqualTo(figures.getRates());
    RequestId id = after.nextId();
    ReportCallResponse next =
        Caller.persistently(() -> after.arrives(id, CHAOYANG, "the day after"));
    assertThat(next.getCallId()).isNotEmpty();
    grid.awaitSameEverywhere();
  }
}
