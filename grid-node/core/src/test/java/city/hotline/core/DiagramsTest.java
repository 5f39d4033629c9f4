package city.hotline.core;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.arrival.CallLife;
import city.hotline.core.moment.TransitionTable.Transition;
import city.hotline.core.order.OrderLife;
import city.hotline.core.seat.SeatLife;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The diagrams in the docs are drawn from the tables that the rules go by. */
class DiagramsTest {
  private static final Path FILE = Path.of("../../docs/states.md");

  @Test
  void theDocsShowTheTables() throws IOException {
    String drawn = page();
    if (Boolean.getBoolean("hotline.draw")) {
      Files.writeString(FILE, drawn);
    }
    assertThat(FILE)
        .as(
            "draw it anew: ./mvnw -pl grid-node/core -am test -Dtest=DiagramsTest -Dhotline.draw=true")
        .content()
        .isEqualTo(drawn);
  }

  private static String page() {
    return String.join(
        "\n",
        "# Lives",
        "",
        "Drawn by `DiagramsTest` from the tables that the rules go by; do not edit.",
        "",
        "## A call",
        "",
        diagram(CallLife.TABLE.transitions(), "CALL_STATE_"),
        "",
        "## A seat",
        "",
        "By what routing does with it. Where a fact may lead to several, the operator's wish and the seat's call decide: a seat",
        "whose call is gone is idle if its operator is available and off the queue if not, and so is one that comes back.",
        "",
        diagram(SeatLife.TABLE.transitions(), "ROUTING_"),
        "",
        "## A work order",
        "",
        diagram(OrderLife.TABLE.transitions(), "ORDER_STATE_"),
        "");
  }

  private static <S extends Enum<S>, T extends Enum<T>> String diagram(
      List<Transition<S, T>> rows, String prefix) {
    Set<S> open = new LinkedHashSet<>();
    Set<S> reached = new LinkedHashSet<>();
    StringBuilder drawn = new StringBuilder("```mermaid\nstateDiagram-v2\n");
    for (Transition<S, T> row : rows) {
      open.add(row.from());
      reached.add(row.to());
      drawn
          .append("    ")
          .append(state(row.from(), prefix))
          .append(" --> ")
          .append(state(row.to(), prefix))
          .append(": ")
          .append(row.on().name().toLowerCase(Locale.ROOT).replace('_', ' '))
          .append('\n');
    }
    reached.removeAll(open);
    reached.forEach(end -> drawn.append("    ").append(state(end, prefix)).append(" --> [*]\n"));
    return drawn.append("```").toString();
  }

  /** What does not exist yet is no state. */
  private static String state(Enum<?> state, String prefix) {
    String name = state.name().substring(prefix.length());
    return name.equals("UNSPECIFIED") ? "[*]" : name;
  }
}
