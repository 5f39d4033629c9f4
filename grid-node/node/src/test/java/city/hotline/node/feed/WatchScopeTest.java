package city.hotline.node.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.docket.v1.Appeal;
import city.hotline.proto.docket.v1.AppealEscalated;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDispatched;
import city.hotline.proto.docket.v1.OrderMerged;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.docket.v1.OrderOverdue;
import city.hotline.proto.docket.v1.OrderSigned;
import city.hotline.proto.docket.v1.ParentReplied;
import city.hotline.proto.docket.v1.ReturnRequested;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a watch of orders reads, and what of it concerns it. */
class WatchScopeTest {
  private static final String STREET = "110105001";
  private static final String DISTRICT = "110105";

  private static WatchScope of(WatchOrdersRequest.Builder request) {
    return WatchScope.of(request.build(), Directory.beijing());
  }

  private static WatchScope ofUnit(String unit) {
    return of(WatchOrdersRequest.newBuilder().setUnit(unit));
  }

  @Test
  void aStreetReadsItsOwnDocketAndItsDistrictsWhichMayNameIt() {
    assertThat(ofUnit(STREET).dockets())
        .containsOnlyKeys(DISTRICT)
        .containsEntry(
            DISTRICT,
            List.of(ShardId.docket(DISTRICT, DISTRICT), ShardId.docket(DISTRICT, STREET)));
  }

  @Test
  void aDepartmentReadsAllDocketsAsAnyOfThemMayDispatchToIt() {
    assertThat(ofUnit("M001").dockets()).hasSize(17);
    assertThat(ofUnit("110000").dockets()).hasSize(17);
  }

  @Test
  void aUnitSeesWhatTheUnitsBelowHaveOnlyWhenItAsksForIt() {
    List<Order> orders =
        List.of(
            Order.newBuilder().setOrderId("1").setUnit(STREET).build(),
            Order.newBuilder().setOrderId("2").setUnit(DISTRICT).build(),
            Order.newBuilder().setOrderId("3").setUnit("M001").build());
    assertThat(ofUnit(DISTRICT).concerning(orders.stream()))
        .extracting(Order::getOrderId)
        .containsExactly("2");
    assertThat(
            of(WatchOrdersRequest.newBuilder().setUnit(DISTRICT).setWithUnitsBelow(true))
                .concerning(orders.stream()))
        .extracting(Order::getOrderId)
        .containsExactly("1", "2");
  }

  @Test
  void anOrderOfASnapshotConcernsWhoIsToDecideWhatIsAskedOfIt() {
    Order asked =
        Order.newBuilder()
            .setOrderId("1")
            .setUnit(STREET)
            .setAppeal(Appeal.newBuilder().setDecider(DISTRICT))
            .build();
    assertThat(ofUnit(DISTRICT).concerning(Stream.of(asked))).hasSize(1);
    assertThat(ofUnit("M001").concerning(Stream.of(asked))).isEmpty();
  }

  @Test
  void whatIsAskedOrToldConcernsWhoIsAskedOrTold() {
    DocketEvent asked =
        DocketEvent.newBuilder()
            .setReturnRequested(
                ReturnRequested.newBuilder()
                    .setOrderId("1")
                    .setUnit(STREET)
                    .setAppeal(Appeal.newBuilder().setDecider(DISTRICT)))
            .build();
    DocketEvent told =
        DocketEvent.newBuilder()
            .setOrderOverdue(
                OrderOverdue.newBuilder().setOrderId("1").setUnit(STREET).setEscalatedTo("110000"))
            .build();
    List<DocketEvent> both = List.of(asked, told);
    assertThat(ofUnit(STREET).concerningEvents(both)).isEqualTo(both);
    assertThat(ofUnit(DISTRICT).concerningEvents(both)).containsExactly(asked);
    assertThat(ofUnit("110000").concerningEvents(both)).containsExactly(told);
    assertThat(ofUnit("110105002").concerningEvents(both)).isEmpty();
  }

  @Test
  void aDistrictReadsAllItsDocketsAsAnyOfThemMayReturnAnOrderToIt() {
    assertThat(ofUnit(DISTRICT).dockets().get(DISTRICT))
        .contains(ShardId.docket(DISTRICT, STREET), ShardId.docket(DISTRICT, DISTRICT))
        .isEqualTo(
            of(WatchOrdersRequest.newBuilder().setDistrict(DISTRICT)).dockets().get(DISTRICT));
  }

  @Test
  void withoutAScopeTheWholeCityIsRead() {
    assertThat(of(WatchOrdersRequest.newBuilder()).dockets()).hasSize(17);
  }

  @Test
  void whatTheDirectoryDoesNotKnowIsRefusedByName() {
    assertThatThrownBy(() -> ofUnit("999999999"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unit: 999999999 (expected: ");
    assertThatThrownBy(() -> of(WatchOrdersRequest.newBuilder().setDistrict("999999")))
        .hasMessageContaining("district: 999999 (expected: ");
  }

  @Test
  void aUnitSeesItsOwnOrdersOnlyAndADistrictWatchAll() {
    List<Order> orders =
        List.of(
            Order.newBuilder().setOrderId("1").setUnit(STREET).build(),
            Order.newBuilder().setOrderId("2").setUnit(DISTRICT).build());
    assertThat(ofUnit(STREET).concerning(orders.stream()))
        .extracting(Order::getOrderId)
        .containsExactly("1");
    assertThat(
            of(WatchOrdersRequest.newBuilder().setDistrict(DISTRICT)).concerning(orders.stream()))
        .hasSize(2);
  }

  @Test
  void anOpeningConcernsTheUnitThatItIsDispatchedTo() {
    DocketEvent opened =
        DocketEvent.newBuilder().setOrderOpened(OrderOpened.newBuilder().setOrderId("1")).build();
    DocketEvent dispatched =
        DocketEvent.newBuilder()
            .setOrderDispatched(OrderDispatched.newBuilder().setOrderId("1").setUnit(STREET))
            .build();
    DocketEvent signedByOther =
        DocketEvent.newBuilder()
            .setOrderSigned(OrderSigned.newBuilder().setOrderId("2").setUnit(DISTRICT))
            .build();
    assertThat(ofUnit(STREET).concerningEvents(List.of(opened, dispatched, signedByOther)))
        .containsExactly(opened, dispatched);
    assertThat(ofUnit(STREET).concerningEvents(List.of(opened, signedByOther))).isEmpty();
  }

  @Test
  void whatNobodyDecidedConcernsWhoDidNotAndWhoIsTo() {
    DocketEvent escalated =
        DocketEvent.newBuilder()
            .setAppealEscalated(
                AppealEscalated.newBuilder()
                    .setOrderId("1")
                    .setUnit(STREET)
                    .setFormerDecider(DISTRICT)
                    .setAppeal(Appeal.newBuilder().setDecider("110000")))
            .build();
    for (String unit : List.of(STREET, DISTRICT, "110000")) {
      assertThat(ofUnit(unit).concerningEvents(List.of(escalated))).as(unit).hasSize(1);
    }
    assertThat(ofUnit("110105002").concerningEvents(List.of(escalated))).isEmpty();
  }

  @Test
  void whoHelpsIsToldThatTheOrderWasMergedAndRepliedTo() {
    DocketEvent merged =
        DocketEvent.newBuilder()
            .setOrderMerged(
                OrderMerged.newBuilder()
                    .setOrderId("1")
                    .setUnit(STREET)
                    .setParentUnit(STREET)
                    .addCoHandlers("M009"))
            .build();
    DocketEvent replied =
        DocketEvent.newBuilder()
            .setParentReplied(
                ParentReplied.newBuilder()
                    .setOrderId("1")
                    .setUnit(STREET)
                    .setFormerUnit(STREET)
                    .addCoHandlers("M009"))
            .build();
    assertThat(ofUnit("M009").concerningEvents(List.of(merged, replied))).hasSize(2);
  }
}
