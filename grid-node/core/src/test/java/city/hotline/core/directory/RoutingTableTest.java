package city.hotline.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The most specific row decides which unit leads; no two decide the same, none is missing. */
class RoutingTableTest {
  private static final LocalDate WINTER = LocalDate.of(2027, 1, 10);
  private static final LocalDate SUMMER = LocalDate.of(2027, 7, 10);
  private static final String LAST = "R001,all,any,always,street,none,先接";

  private final DirectoryBuilder known = DirectoryBuilder.beijing().read();

  private RoutingTable table(String... rows) {
    List<CsvTable.Row> read =
        Stream.of(rows)
            .map(row -> new CsvTable.Row("routing.csv", 3, List.of(row.split(",", -1))))
            .toList();
    return RoutingTable.of(read, known);
  }

  private static Route route(RoutingTable table, String classCode, String docket, LocalDate day) {
    return table.route(classCode, docket, day);
  }

  @Test
  void theFirstReceiverLeadsWhatNoOtherRowDecides() {
    RoutingTable table = table(LAST);
    assertThat(route(table, "010101", "110105001", WINTER).lead()).isEqualTo("110105001");
    assertThat(route(table, "010101", "110105", WINTER).lead()).isEqualTo("110105");
    assertThat(route(table, "010101", "110000", WINTER).lead()).isEqualTo("110000");
  }

  @Test
  void theLongestBeginningOfTheClassDecides() {
    RoutingTable table =
        table(
            LAST,
            "R002,01,any,always,M001,none,甲",
            "R003,0101,any,always,M002,none,乙",
            "R004,010102,any,always,M003,none,丙");
    assertThat(route(table, "020101", "110105001", WINTER).lead()).isEqualTo("110105001");
    assertThat(route(table, "010201", "110105001", WINTER).lead()).isEqualTo("M001");
    assertThat(route(table, "010101", "110105001", WINTER).lead()).isEqualTo("M002");
    assertThat(route(table, "010102", "110105001", WINTER).lead()).isEqualTo("M003");
  }

  @Test
  void thenTheNarrowestPlaceDecides() {
    RoutingTable table =
        table(
            LAST,
            "R002,01,any,always,M001,none,甲",
            "R003,01,110105,always,M002,none,乙",
            "R004,01,110105001,always,M003,none,丙");
    assertThat(route(table, "010101", "110101001", WINTER).lead()).isEqualTo("M001");
    assertThat(route(table, "010101", "110105002", WINTER).lead()).isEqualTo("M002");
    assertThat(route(table, "010101", "110105", WINTER).lead()).isEqualTo("M002");
    assertThat(route(table, "010101", "110105001", WINTER).lead()).isEqualTo("M003");
  }

  @Test
  void thenADayOfTheYearDecidesBeforeAlwaysEvenOverNewYear() {
    RoutingTable table =
        table(
            LAST,
            "R002,01,any,always,M001,none,甲",
            "R003,01,any,11-15..03-15,M002,none,乙",
            "R004,01,any,06-01..06-01,M003,none,丙");
    assertThat(lead(table, LocalDate.of(2026, 11, 14))).isEqualTo("M001");
    assertThat(lead(table, LocalDate.of(2026, 11, 15))).isEqualTo("M002");
    assertThat(lead(table, WINTER)).isEqualTo("M002");
    assertThat(lead(table, LocalDate.of(2028, 2, 29))).isEqualTo("M002");
    assertThat(lead(table, LocalDate.of(2027, 3, 15))).isEqualTo("M002");
    assertThat(lead(table, LocalDate.of(2027, 3, 16))).isEqualTo("M001");
    assertThat(lead(table, LocalDate.of(2027, 6, 1))).isEqualTo("M003");
    assertThat(lead(table, SUMMER)).isEqualTo("M001");
  }

  private static String lead(RoutingTable table, LocalDate day) {
    return route(table, "010101", "110105001", day).lead();
  }

  @Test
  void whoHelpsIsNamedOnceAndWithoutTheLead() {
    RoutingTable table = table(LAST, "R002,01,any,always,district,street+M001,甲");
    assertThat(route(table, "010101", "110105001", WINTER))
        .isEqualTo(
            new Route("R002", "110105", List.of("110105001", "M001"), "R002 (01, any, always): 甲"));
    assertThat(route(table, "010101", "110105", WINTER).with()).containsExactly("M001");
  }

  @Test
  void aGapIsFoundWhenItIsRead() {
    assertThatThrownBy(() -> table("R002,01,any,always,M001,none,甲"))
        .hasMessageContaining("routing.csv leaves gaps (expected: one row all,any,always");
  }

  @Test
  void aConflictIsFoundWhenItIsRead() {
    assertMalformed("R002 decides what R001 decides", LAST, "R002,all,any,always,M001,none,甲");
    assertMalformed(
        "R003 decides what R002 decides",
        LAST,
        "R002,01,any,11-15..03-15,M001,none,甲",
        "R003,01,any,03-15..06-01,M002,none,乙");
    table(LAST, "R002,01,any,11-15..03-15,M001,none,甲", "R003,01,any,03-16..11-14,M002,none,乙");
  }

  @Test
  void whatTheDirectoryDoesNotKnowIsNamed() {
    assertMalformed("99", LAST, "R002,99,any,always,M001,none,甲");
    assertMalformed("110199", LAST, "R002,01,110199,always,M001,none,甲");
    assertMalformed("M999", LAST, "R002,01,any,always,M999,none,甲");
    assertMalformed("110105", LAST, "R002,01,any,always,110105,none,甲");
    assertMalformed("M001+M001", LAST, "R002,01,any,always,M002,M001+M001,甲");
    assertMalformed("M002", LAST, "R002,01,any,always,M002,M002,甲");
    assertMalformed("13-01..02-01", LAST, "R002,01,any,13-01..02-01,M001,none,甲");
    assertMalformed("summer", LAST, "R002,01,any,summer,M001,none,甲");
  }

  private void assertMalformed(String found, String... rows) {
    assertThatThrownBy(() -> table(rows))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("routing.csv, line 3: " + found + " (expected: ");
  }

  @Test
  void everyRowOfTheDefaultTableDecidesSomething() {
    assertThat(UnusedRoutes.problems(Directory.beijing())).isEmpty();
  }

  @Test
  void aRowThatNeverDecidesIsNamed() {
    RoutingTable table =
        table(
            LAST,
            "R002,0101,any,always,M001,none,甲",
            "R003,01,any,always,M001,none,乙",
            "R004,010101,any,01-01..12-31,M001,none,丙");
    List<String> classes = List.of("010101", "010102");
    assertThat(UnusedRoutes.problems(table, classes, Directory.beijing()))
        .containsExactly(
            "R001 never decides: other rows decide all of its cases",
            "R003 never decides: other rows decide all of its cases");
  }
}
