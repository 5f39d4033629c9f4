package city.hotline.node.search;

import static city.hotline.node.search.SampleOrder.DISTRICT;
import static city.hotline.node.search.SampleOrder.DOCKET;
import static city.hotline.node.search.SampleOrder.STREET;
import static city.hotline.node.search.SampleOrder.id;
import static city.hotline.node.search.SampleOrder.order;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.node.ChangedDirectory;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.search.OrderQueries.Within;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.OrderFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A unit sees its orders, whichever version of the directory has the unit. */
class ConcernTest {
  private static final String NEW_UNIT = "M998";
  private static final String BELOW_IT = "E998";
  private static final String VERSION = "2026-12-01.1";
  private static final DirectoryPack FILES =
      ChangedDirectory.files(
          Map.of(
              "units.csv",
              List.of(
                  "\nM001,",
                  "\nM998,市新局,New Bureau,department,110000"
                      + "\nE998,新公司,New Company,enterprise,M998\nM001,")));

  @TempDir private Path folder;

  private static KnownDirectories known() {
    KnownDirectories known = new KnownDirectories(Directory.beijing(), () -> OptionalLong.of(2));
    known.learn(
        DirectorySet.newBuilder()
            .setRevision(1)
            .addVersions(ChangedDirectory.version(VERSION, FILES, 1))
            .build());
    return known;
  }

  /** As it is shown again: which version it went by is not kept. */
  private static Order closed(int number, String unit) {
    return order(number, o -> o.setUnit(unit).setState(OrderState.ORDER_STATE_CLOSED));
  }

  @Test
  void whoLedAClosedOrderSeesItThoughOnlyALoadedVersionHasTheUnit() {
    KnownDirectories known = known();
    Order order = closed(1, BELOW_IT);
    assertThat(Concern.units(order, known.of(order)))
        .containsExactlyInAnyOrder(BELOW_IT, NEW_UNIT, Directory.CITY);
  }

  @Test
  void soDoesAUnitThatTheVersionOfAnOpenOrderDoesNotHave() {
    KnownDirectories known = known();
    Order order = order(1, o -> o.setUnit(BELOW_IT));
    assertThat(Concern.leadAndAbove(order, known.of(order)))
        .containsExactly(BELOW_IT, NEW_UNIT, Directory.CITY);
  }

  @Test
  void aUnitThatNoVersionHasSeesItsOwn() {
    KnownDirectories known = KnownDirectories.only(Directory.beijing());
    Order order = closed(1, NEW_UNIT);
    assertThat(Concern.units(order, known.of(order))).containsExactly(NEW_UNIT);
  }

  @Test
  void theIndexFindsThemAsTheyAreSeen() throws IOException {
    try (OrderIndex index = new OrderIndex(folder.resolve("s"), known(), new PlainCitizens())) {
      index.put(DOCKET, List.of(closed(1, NEW_UNIT), closed(2, BELOW_IT), closed(3, STREET)));
      index.show();
      assertThat(concerning(index, BELOW_IT)).containsExactly(id(2));
      assertThat(concerning(index, NEW_UNIT)).containsExactly(id(2), id(1));
      assertThat(concerning(index, STREET)).containsExactly(id(3));
    }
  }

  private static List<String> concerning(OrderIndex index, String unit) {
    return index
        .find(
            SearchOrdersRequest.newBuilder()
                .setMost(10)
                .setConcerning(unit)
                .setFilter(OrderFilter.newBuilder().addStates(OrderState.ORDER_STATE_CLOSED))
                .build(),
            new Within(List.of(DISTRICT), List.of()))
        .build()
        .getOrdersList()
        .stream()
        .map(FoundOrder::getOrderId)
        .toList();
  }
}
