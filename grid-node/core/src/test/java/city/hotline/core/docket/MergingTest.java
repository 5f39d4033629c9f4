package city.hotline.core.docket;

import static city.hotline.core.docket.DocketDesk.RUBBISH;
import static city.hotline.core.docket.DocketDesk.STREET;
import static city.hotline.core.docket.DocketDesk.contact;
import static city.hotline.core.docket.DocketDesk.merge;
import static city.hotline.core.docket.DocketDesk.notSolved;
import static city.hotline.core.docket.DocketDesk.reply;
import static city.hotline.core.docket.DocketDesk.sendBack;
import static city.hotline.core.docket.DocketDesk.sign;
import static city.hotline.core.docket.DocketDesk.solved;
import static city.hotline.core.docket.DocketDesk.split;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.DocketEvent.EventCase;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderClock;
import city.hotline.proto.docket.v1.OrderDispatched;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.shard.v1.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that tell of the same matter go on with one of them; every citizen is asked. */
class MergingTest {

  private final DocketDesk desk = DocketDesk.ofStreet();

  @BeforeEach
  void twoOrders() {
    desk.accepts(desk.open("1", RUBBISH));
    desk.accepts(desk.open("2", RUBBISH));
  }

  @Test
  void everyCitizenIsAskedWhenTheParentIsRepliedTo() {
    desk.accepts(desk.open("3", RUBBISH));
    assertThat(desk.accepts(merge("1", STREET, "3"))).containsExactly(EventCase.ORDER_MERGED);
    desk.accepts(sign("2", STREET));
    desk.accepts(merge("2", STREET, "3"));
    desk.accepts(sign("3", STREET));
    assertThat(desk.accepts(reply("3", STREET)))
        .containsExactly(
            EventCase.ORDER_REPLIED,
            EventCase.FOLLOW_UP_DUE,
            EventCase.PARENT_REPLIED,
            EventCase.FOLLOW_UP_DUE,
            EventCase.PARENT_REPLIED,
            EventCase.FOLLOW_UP_DUE);
    desk.accepts(solved("1"));
    desk.accepts(solved("3"));
    assertThat(desk.accepts(notSolved("2")))
        .containsExactly(
            EventCase.ANSWERS_RECORDED, EventCase.ORDER_REOPENED, EventCase.ORDER_DISPATCHED);
    assertThat(desk.order("2").getParentId()).isEmpty();
    assertThat(desk.order("2").getUnit()).isEqualTo(STREET);
    assertThat(desk.order("1").getParentId()).isEqualTo("3");
    assertThat(desk.docket.figures().getMonthRates().getFollowedUp()).isEqualTo(3);
  }

  @Test
  void whoRepliedToTheParentIsToldWhatAReopenedChildSays() {
    desk.accepts(merge("1", STREET, "2"));
    desk.accepts(sign("2", STREET));
    desk.accepts(reply("2", STREET));
    desk.accepts(notSolved("1"));
    assertThat(lastDispatched().getDraft()).isEqualTo(desk.order("1").getDraft());
    desk.accepts(notSolved("2"));
    assertThat(lastDispatched().hasDraft()).as("it saw that opened").isFalse();
  }

  private OrderDispatched lastDispatched() {
    return desk.events.get(desk.events.size() - 1).getOrderDispatched();
  }

  @Test
  void nobodyIsWarnedOfAMergedOrder() {
    desk.accepts(merge("1", STREET, "2"));
    assertThat(desk.order("1").getClocksList()).extracting(OrderClock::getNextMs).containsOnly(0L);
    desk.pass(Duration.ofDays(30));
    desk.ticks();
    assertThat(desk.order("1").getOverdue()).isFalse();
  }

  @Test
  void whatIsLateWhenTheParentIsRepliedToIsLate() {
    desk.accepts(merge("1", STREET, "2"));
    desk.pass(Duration.ofDays(30));
    desk.ticks();
    desk.accepts(sign("2", STREET));
    desk.accepts(reply("2", STREET));
    assertThat(desk.order("1").getOverdue()).isTrue();
    desk.accepts(solved("1"));
    assertThat(desk.order("1").getCycles(0).getOverdue()).isTrue();
  }

  private void goesOnWithAListedOrder() {
    desk.accepts(sign("2", STREET));
    desk.accepts(contact("2", STREET));
    desk.accepts(DocketDesk.askPending("2", STREET, 3));
    desk.accepts(DocketDesk.grant("2", DocketDesk.DISTRICT));
    desk.accepts(merge("1", STREET, "2"));
    desk.pass(Duration.ofDays(3));
    desk.ticks();
    desk.accepts(reply("2", STREET));
  }

  /** Whoever it went on with stood still with somebody's consent, and so did it. */
  @Test
  void whatWentOnWithAListedOrderIsLeftOutToo() {
    goesOnWithAListedOrder();
    desk.accepts(solved("1"));
    assertThat(desk.order("1").getCycles(0).getListed()).isTrue();
    desk.accepts(notSolved("2"));
    assertThat(desk.docket.figures().getMonthRates().getExcluded()).isEqualTo(2);
  }

  @Test
  void whatWentOnWithAListedOrderCountsInItsNextCycle() {
    goesOnWithAListedOrder();
    desk.accepts(notSolved("1"));
    desk.handles("1", STREET);
    desk.accepts(solved("1"));
    assertThat(desk.order("1").getCyclesList())
        .extracting(Cycle::getListed)
        .containsExactly(true, false);
  }

  @Test
  void whoMayNotReturnAnOrderCannotMergeItAwayEither() {
    desk.accepts(sendBack("1", STREET));
    desk.accepts(DocketDesk.deny("1", DocketDesk.DISTRICT));
    desk.accepts(sendBack("2", STREET));
    desk.accepts(DocketDesk.grant("2", DocketDesk.DISTRICT));
    desk.refuses(merge("1", STREET, "2"), Refusal.REFUSAL_ORDER_NOT_MERGEABLE);
    desk.accepts(desk.open("3", RUBBISH));
    desk.accepts(sendBack("3", STREET));
    desk.refuses(merge("1", STREET, "3"), Refusal.REFUSAL_ORDER_NOT_MERGEABLE);
    desk.accepts(desk.open("4", RUBBISH));
    desk.accepts(merge("1", STREET, "4"));
    desk.refuses(sendBack("4", STREET), Refusal.REFUSAL_RETURN_NOT_ALLOWED);
    desk.accepts(split("1", STREET));
    desk.accepts(sendBack("4", STREET));
  }

  @Test
  void aSplitOrderIsAsLateAsItWouldHaveBeen() {
    long dueMs = dueMs("1");
    desk.accepts(merge("1", STREET, "2"));
    desk.pass(Duration.ofDays(8));
    assertThat(desk.accepts(split("1", STREET))).containsExactly(EventCase.ORDER_SPLIT);
    Order order = desk.order("1");
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_DISPATCHED);
    assertThat(order.getParentId()).isEmpty();
    assertThat(dueMs("1")).isEqualTo(dueMs);
    assertThat(desk.ticks()).contains(EventCase.ORDER_OVERDUE);
    assertThat(desk.order("1").getOverdue()).isTrue();
  }

  @Test
  void anOrderInHandIsMergedAndCountedOnce() {
    desk.accepts(sign("1", STREET));
    desk.accepts(contact("1", STREET));
    desk.accepts(merge("1", STREET, "2"));
    desk.accepts(split("1", STREET));
    desk.accepts(sign("1", STREET));
    assertThat(desk.docket.figures().getTotal().getMergedSigned()).isEqualTo(1);
    assertThat(desk.docket.figures().getViolations()).isZero();
  }

  @Test
  void whoRepliesForTheParentHelpsItsChildrenNoMore() {
    desk.accepts(sign("1", STREET));
    desk.accepts(DocketDesk.askHelp("1", STREET, DocketDesk.DISTRICT));
    desk.accepts(merge("1", STREET, "2"));
    desk.accepts(sendBack("2", STREET));
    desk.accepts(DocketDesk.grant("2", DocketDesk.DISTRICT));
    desk.accepts(sign("2", DocketDesk.DISTRICT));
    desk.accepts(reply("2", DocketDesk.DISTRICT));
    assertThat(desk.order("1").getUnit()).isEqualTo(DocketDesk.DISTRICT);
    assertThat(desk.order("1").getCoHandlersList()).isEmpty();
  }

  @Test
  void whatWasRepliedToTheParentIsReadInItsChildren() {
    desk.accepts(merge("1", STREET, "2"));
    desk.accepts(sign("2", STREET));
    desk.accepts(reply("2", STREET, "已清运"));
    assertThat(desk.order("1").getReplyText()).isEqualTo("已清运");
    assertThat(desk.order("1").getRepliedAt()).isEqualTo(desk.order("2").getRepliedAt());
  }

  @Test
  void whoHelpedIsToldAndCanStillSayWhatWasDone() {
    desk.accepts(sign("1", STREET));
    desk.accepts(DocketDesk.askHelp("1", STREET, "M009"));
    desk.accepts(merge("1", STREET, "2"));
    assertThat(last().getOrderMerged().getCoHandlersList()).containsExactly("M009");
    assertThat(desk.accepts(DocketDesk.finishPart("1", "M009")))
        .containsExactly(EventCase.PART_FINISHED);
    assertThat(desk.order("1").getState()).isEqualTo(OrderState.ORDER_STATE_MERGED);
    desk.accepts(sign("2", STREET));
    desk.accepts(reply("2", STREET));
    assertThat(desk.events.get(desk.events.size() - 2).getParentReplied().getCoHandlersList())
        .containsExactly("M009");
    desk.refuses(DocketDesk.finishPart("1", "M009"), Refusal.REFUSAL_ORDER_NOT_SIGNED);
  }

  private DocketEvent last() {
    return desk.events.get(desk.events.size() - 1);
  }

  @Test
  void refusesAnOrderThatGoesElsewhereOrHasOthers() {
    desk.accepts(desk.open("3", RUBBISH));
    desk.accepts(merge("1", STREET, "2"));
    desk.refuses(merge("2", STREET, "3"), Refusal.REFUSAL_ORDER_NOT_MERGEABLE);
    desk.accepts(sendBack("3", STREET));
    desk.refuses(merge("3", STREET, "2"), Refusal.REFUSAL_ORDER_NOT_MERGEABLE);
    desk.refuses(merge("1", STREET, "3"), Refusal.REFUSAL_ORDER_NOT_MERGEABLE);
    desk.refuses(merge("3", "110105002", "2"), Refusal.REFUSAL_ORDER_NOT_WITH_THIS_UNIT);
    desk.refuses(merge("4", STREET, "2"), Refusal.REFUSAL_UNKNOWN_ORDER);
  }

  @Test
  void refusesAParentThatIsNotOpen() {
    desk.accepts(desk.open("3", RUBBISH));
    desk.refuses(merge("1", STREET, "1"), Refusal.REFUSAL_PARENT_NOT_OPEN);
    desk.refuses(merge("1", STREET, "9"), Refusal.REFUSAL_PARENT_NOT_OPEN);
    desk.accepts(merge("2", STREET, "3"));
    assertThat(desk.refuses(merge("1", STREET, "2"), Refusal.REFUSAL_PARENT_NOT_OPEN).advice())
        .contains("it goes on with 3 itself");
    desk.handles("3", STREET);
    desk.refuses(merge("1", STREET, "3"), Refusal.REFUSAL_PARENT_NOT_OPEN);
    desk.accepts(solved("3"));
    desk.refuses(merge("1", STREET, "3"), Refusal.REFUSAL_PARENT_NOT_OPEN);
  }

  @Test
  void atMostFiftyGoOnWithOne() {
    for (int i = 3; i < 53; i++) {
      desk.accepts(desk.open("" + i, RUBBISH));
      desk.accepts(merge("" + i, STREET, "2"));
    }
    desk.refuses(merge("1", STREET, "2"), Refusal.REFUSAL_PARENT_NOT_OPEN);
    desk.accepts(split("3", STREET));
    desk.accepts(merge("1", STREET, "2"));
  }

  @Test
  void refusesToSplitWhatIsNotMerged() {
    desk.refuses(split("1", STREET), Refusal.REFUSAL_ORDER_NOT_MERGED);
    desk.accepts(merge("1", STREET, "2"));
    desk.refuses(sign("1", STREET), Refusal.REFUSAL_ORDER_NOT_DISPATCHED);
  }

  @Test
  void aRestoredDocketKnowsWhoGoesOnWithWhom() {
    desk.accepts(merge("1", STREET, "2"));
    desk.docket =
        Docket.restored(DocketDesk.DISTRICT, STREET, desk.directory, desk.docket.snapshot());
    desk.accepts(sign("2", STREET));
    assertThat(desk.accepts(reply("2", STREET))).contains(EventCase.PARENT_REPLIED);
  }

  private long dueMs(String id) {
    return desk.order(id).getClocksList().get(2).getDueMs();
  }
}
