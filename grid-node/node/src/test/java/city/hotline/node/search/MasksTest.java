package city.hotline.node.search;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.Appeal;
import city.hotline.proto.docket.v1.CoHandlerAsked;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDispatched;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.docket.v1.ReturnRequested;
import org.junit.jupiter.api.Test;

/** What is left of a citizen. */
class MasksTest {

  private static String phone(String phone) {
    return Masks.requester(Requester.newBuilder().setPhone(phone).build()).getPhone();
  }

  @Test
  void ofANumberTheFirstThreeAndLastTwoDigitsAreLeftAndLessOfAShortOne() {
    assertThat(phone("13812345678")).isEqualTo("138******78");
    assertThat(phone("1234567")).isEqualTo("123**67");
    assertThat(phone("123456")).isEqualTo("****56");
    assertThat(phone("12")).isEqualTo("**");
    assertThat(phone("")).isEmpty();
  }

  @Test
  void numbersInTextsAreMaskedAndOtherNumbersAreNot() {
    assertThat(Masks.text("3号楼502室，电话010-65431234，邮编100020"))
        .isEqualTo("3号楼502室，电话010*******34，邮编100020");
    assertThat(Masks.text("１３８１２３４５６７８")).isEqualTo("１３８******７８");
  }

  /** A supervisor follows orders without seeing their citizens. */
  @Test
  void whatHappenedIsShownWithoutNumbersInWhatPeopleWrote() {
    DocketEvent opened =
        DocketEvent.newBuilder()
            .setOrderOpened(
                OrderOpened.newBuilder()
                    .setOrderId("110105001-110105-12345678")
                    .setDraft(OrderDraft.newBuilder().setText("我是13812345678")))
            .build();
    DocketEvent returned =
        DocketEvent.newBuilder()
            .setReturnRequested(
                ReturnRequested.newBuilder()
                    .setAppeal(Appeal.newBuilder().setReason("请致电010-65431234")))
            .build();
    WatchOrdersResponse masked =
        Masks.citizens(
            WatchOrdersResponse.newBuilder()
                .setChange(OrderChange.newBuilder().addEvents(opened).addEvents(returned))
                .build());
    OrderOpened shown = masked.getChange().getEvents(0).getOrderOpened();
    assertThat(shown.getDraft().getText()).isEqualTo("我是138******78");
    assertThat(shown.getOrderId()).isEqualTo("110105001-110105-12345678");
    assertThat(masked.getChange().getEvents(1).getReturnRequested().getAppeal().getReason())
        .isEqualTo("请致电010*******34");
  }

  /** Whoever helps, decides or is above is told of the matter, not whom to speak to. */
  @Test
  void aUnitSeesTheCitizensOfTheOrdersThatItLeads() {
    OrderDraft draft = SampleOrder.order(1, o -> {}).getDraft();
    OrderDraft masked =
        draft.toBuilder().setRequester(Masks.requester(draft.getRequester())).build();
    WatchOrdersResponse opened =
        change(
            DocketEvent.newBuilder().setOrderOpened(OrderOpened.newBuilder().setDraft(draft)),
            DocketEvent.newBuilder()
                .setOrderDispatched(
                    OrderDispatched.newBuilder().setUnit("110105001").addCoHandlers("M001")));
    assertThat(draftFor("110105001", opened)).isEqualTo(draft);
    assertThat(draftFor("M001", opened)).isEqualTo(masked);
    assertThat(draftFor("110105", opened)).isEqualTo(masked);
    WatchOrdersResponse asked =
        change(
            DocketEvent.newBuilder()
                .setCoHandlerAsked(
                    CoHandlerAsked.newBuilder()
                        .setUnit("110105001")
                        .setCoHandler("M001")
                        .setDraft(draft)));
    assertThat(Masks.citizensOfOthers(asked, "110105001")).isEqualTo(asked);
    assertThat(
            Masks.citizensOfOthers(asked, "M001")
                .getChange()
                .getEvents(0)
                .getCoHandlerAsked()
                .getDraft())
        .isEqualTo(masked);
  }

  @Test
  void soItIsInASnapshot() {
    Order own = SampleOrder.order(1, o -> o.setUnit("110105001"));
    Order other = SampleOrder.order(2, o -> o.setUnit("M001"));
    WatchOrdersResponse shown =
        Masks.citizensOfOthers(
            WatchOrdersResponse.newBuilder()
                .setSnapshot(OrderSnapshot.newBuilder().addOrders(own).addOrders(other))
                .build(),
            "110105001");
    assertThat(shown.getSnapshot().getOrders(0)).isEqualTo(own);
    assertThat(shown.getSnapshot().getOrders(1).getDraft().getRequester().getPhone()).contains("*");
    assertThat(shown.getSnapshot().getOrders(1).getDraft().getText())
        .isEqualTo(other.getDraft().getText());
  }

  private static WatchOrdersResponse change(DocketEvent.Builder... events) {
    var change = OrderChange.newBuilder();
    for (DocketEvent.Builder event : events) {
      change.addEvents(event);
    }
    return WatchOrdersResponse.newBuilder().setChange(change).build();
  }

  private static OrderDraft draftFor(String unit, WatchOrdersResponse message) {
    return Masks.citizensOfOthers(message, unit)
        .getChange()
        .getEvents(0)
        .getOrderOpened()
        .getDraft();
  }

  @Test
  void anOrderKeepsAllButTheCitizen() {
    Order order =
        SampleOrder.order(
            1, o -> o.setReplyText("已致电13812345678").getDraftBuilder().setText("我是13812345678"));
    Order masked = Masks.order(order);
    assertThat(masked.getReplyText()).isEqualTo("已致电138******78");
    assertThat(masked.getDraft().getText()).isEqualTo("我是138******78");
    assertThat(masked.getDraft().getRequester().getAddress()).isEmpty();
    assertThat(masked.getDraft().getRequester().getName()).isEqualTo("李**");
    assertThat(masked.toBuilder().setDraft(order.getDraft()).setReplyText(order.getReplyText()))
        .extracting(Order.Builder::build)
        .isEqualTo(order);
  }
}
