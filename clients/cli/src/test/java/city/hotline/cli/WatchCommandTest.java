package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.CoHandlerAsked;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDispatched;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.docket.v1.Requester;
import org.junit.jupiter.api.Test;

/** Wherever a draft is printed, the citizen's data is masked. */
class WatchCommandTest {
  private static final OrderDraft DRAFT =
      OrderDraft.newBuilder()
          .setText("路灯不亮")
          .setRequester(
              Requester.newBuilder().setName("王小明").setPhone("13812345678").setAddress("幸福路1号"))
          .build();

  private static void isMasked(DocketEvent.Builder event) {
    isMasked(WatchOrdersResponse.newBuilder().setChange(OrderChange.newBuilder().addEvents(event)));
  }

  private static void isMasked(WatchOrdersResponse.Builder message) {
    assertThat(WatchCommand.line(message.build()))
        .contains("路灯不亮", "***")
        .doesNotContain("小明", "13812345678", "幸福路");
  }

  @Test
  void inWhatIsOpened() {
    isMasked(DocketEvent.newBuilder().setOrderOpened(OrderOpened.newBuilder().setDraft(DRAFT)));
  }

  @Test
  void inWhatGoesElsewhere() {
    isMasked(
        DocketEvent.newBuilder().setOrderDispatched(OrderDispatched.newBuilder().setDraft(DRAFT)));
  }

  @Test
  void inWhatAnotherUnitIsAskedToHelpWith() {
    isMasked(
        DocketEvent.newBuilder().setCoHandlerAsked(CoHandlerAsked.newBuilder().setDraft(DRAFT)));
  }

  @Test
  void aPartOfASnapshotSaysThatItIsOne() {
    assertThat(
            WatchCommand.line(
                WatchOrdersResponse.newBuilder()
                    .setSnapshot(OrderSnapshot.newBuilder().setMore(true).setBefore(3))
                    .build()))
        .contains("\"more\":true", "\"before\":3");
  }

  @Test
  void inASnapshot() {
    isMasked(
        WatchOrdersResponse.newBuilder()
            .setSnapshot(OrderSnapshot.newBuilder().addOrders(Order.newBuilder().setDraft(DRAFT))));
  }
}
