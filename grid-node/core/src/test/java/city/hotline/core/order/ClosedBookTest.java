package city.hotline.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.docket.v1.ClosedOrder;
import city.hotline.proto.docket.v1.ClosedOrders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ClosedBookTest {
  private static final int ORDERS = 3_000;

  private final ClosedBook book = new ClosedBook();

  /** By month and id, as a book without blocks would have them. */
  private final Map<String, Map<String, ClosedOrder>> expected = new TreeMap<>();

  private static ClosedOrder order(int number, int urged) {
    return ClosedOrder.newBuilder()
        .setOrderId("110105001-110105-" + number)
        .setClassCode("0101" + (10 + number % 90))
        .setUrged(urged)
        .build();
  }

  private void close(String month, ClosedOrder order) {
    book.add(month, order);
    expected.computeIfAbsent(month, k -> new TreeMap<>()).put(order.getOrderId(), order);
  }

  private static Map<String, Map<String, ClosedOrder>> read(List<ClosedOrders> months) {
    Map<String, Map<String, ClosedOrder>> read = new TreeMap<>();
    for (ClosedOrders month : months) {
      Map<String, ClosedOrder> of = new TreeMap<>();
      List<String> ids = new ArrayList<>();
      month
          .getOrdersList()
          .forEach(
              packed -> {
                ClosedOrder order = ClosedBook.unpacked(packed);
                ids.add(order.getOrderId());
                of.put(order.getOrderId(), order);
              });
      assertThat(ids).isSorted().doesNotHaveDuplicates();
      read.put(month.getMonth(), of);
    }
    return read;
  }

  @Test
  void ordersThatCloseInAnyOrderAreFoundAndFrozenAndRestored() {
    long seed = Long.getLong("hotline.seed", System.nanoTime());
    System.out.println("ClosedBookTest: repeat with -Dhotline.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Supplier<List<ClosedOrders>> halfway = List::of;
    Map<String, Map<String, ClosedOrder>> expectedHalfway = Map.of();
    for (int i = 0; i < ORDERS; i++) {
      int number = random.nextInt(10 * ORDERS);
      if (book.find(order(number, 0).getOrderId()).isEmpty()) {
        close("2026-1" + random.nextInt(3), order(number, i));
      }
      if (i == ORDERS / 2) {
        halfway = book.freeze();
        expectedHalfway = read(book.freeze().get());
        assertThat(expectedHalfway).isEqualTo(expected);
      }
    }
    allAreFound();
    assertThat(book.find("110105001-110105-" + 10 * ORDERS)).isEmpty();
    assertThat(book.find("")).isEmpty();
    assertThat(book.size()).isEqualTo(expected.values().stream().mapToInt(Map::size).sum());
    assertThat(read(halfway.get())).as("what was frozen stays").isEqualTo(expectedHalfway);

    ClosedBook again = new ClosedBook();
    again.restore(book.freeze().get());
    assertThat(again.size()).isEqualTo(book.size());
    assertThat(again.freeze().get()).isEqualTo(book.freeze().get());
    for (int i = 0; i < ORDERS; i++) {
      ClosedOrder later = order(10 * ORDERS + random.nextInt(1_000_000), i);
      close("2026-11", later);
      again.add("2026-11", later);
    }
    assertThat(read(again.freeze().get())).isEqualTo(expected);
    assertThat(again.size()).isEqualTo(book.size());
  }

  private void allAreFound() {
    expected
        .values()
        .forEach(of -> of.forEach((id, order) -> assertThat(book.find(id)).contains(order)));
  }

  @Test
  void oneOfTheSameIdReplacesTheOther() {
    for (int i = 0; i < 2 * ClosedBlock.MOST; i++) {
      close("2026-11", order(i, 0));
    }
    for (int i = 0; i < 2 * ClosedBlock.MOST; i++) {
      close("2026-11", order(i, 1));
    }
    assertThat(book.size()).isEqualTo(2 * ClosedBlock.MOST);
    assertThat(read(book.freeze().get())).isEqualTo(expected);
  }

  @Test
  void idsOfAnyLengthAndLetterAreFound() {
    for (String id : List.of("a", "ab".repeat(100), "东城".repeat(40))) {
      close("2026-11", ClosedOrder.newBuilder().setOrderId(id).build());
    }
    assertThat(read(book.freeze().get())).isEqualTo(expected);
    allAreFound();
  }

  @Test
  void monthsBeforeOneAreForgotten() {
    close("2026-10", order(1, 0));
    close("2026-11", order(2, 0));
    book.forgetBefore("2026-11");
    assertThat(book.size()).isEqualTo(1);
    assertThat(book.find(order(1, 0).getOrderId())).isEmpty();
    assertThat(book.find(order(2, 0).getOrderId())).isPresent();
  }
}
