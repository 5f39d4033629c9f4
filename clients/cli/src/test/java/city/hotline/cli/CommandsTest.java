package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.Progress;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.figures.v1.CallFigures;
import city.hotline.proto.figures.v1.ClosedDay;
import city.hotline.proto.figures.v1.DayDetail;
import city.hotline.proto.figures.v1.QuarterFigures;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.ShardStatus;
import city.hotline.proto.shard.v1.Durability;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import city.hotline.proto.supervision.v1.GetDayResponse;
import city.hotline.proto.wallboard.v1.AreaFigures;
import city.hotline.proto.wallboard.v1.Picture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class CommandsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void everyCommandHelps() {
    for (String command :
        new String[] {
          "up",
          "node",
          "status",
          "city",
          "seat",
          "floor",
          "day",
          "queue",
          "lend",
          "acknowledge",
          "call",
          "gateway",
          "webhook",
          "watch",
          "order",
          "top",
          "voters",
          "resize",
          "journal",
          "backup",
          "restore",
          "bench",
          "chaos",
          "simulate"
        }) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
    assertThat(out.toString()).contains("Usage: hotline watch", "--grpc-port");
  }

  @Test
  void ordersAreFoundByTimesAndStatesThatPeopleWrite() {
    assertThat(run("order", "find", "--help")).isZero();
    assertThat(run("order", "show", "--help")).isZero();
    assertThat(out.toString()).contains("Usage: hotline order find", "--phone", "--reason");
    assertThat(run("order", "find", "--due-before", "tomorrow")).isEqualTo(2);
    assertThat(errors.toString()).contains("'tomorrow' (expected: 2026-11-27");
    assertThat(run("order", "find", "--state", "lost")).isEqualTo(2);
    assertThat(errors.toString()).contains("--state: lost (expected: dispatched");
    assertThat(run("order", "find", "--most", "0")).isEqualTo(2);
  }

  @Test
  void ratesAreAskedForByWhomAndWhen() {
    assertThat(run("rates", "--help")).isZero();
    assertThat(run("rates", "orders", "--help")).isZero();
    assertThat(run("rescore", "--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: hotline rates", "--by", "2026-W48", "--count", "--scheme=FILE");
    assertThat(run("rates")).isEqualTo(2);
    assertThat(errors.toString()).contains("--period");
    assertThat(run("rates", "--period", "2026-11", "--by", "planet")).isEqualTo(2);
    assertThat(errors.toString()).contains("'planet' (expected: one of class1, class2, class3");
    assertThat(
            run("rates", "orders", "--period", "2026-11", "--of", "110105001", "--count", "luck"))
        .isEqualTo(2);
    assertThat(errors.toString()).contains("--count: luck (expected: followed_up");
    assertThat(run("rescore", "--period", "2026-11", "--scheme", "no-such-file")).isEqualTo(2);
    assertThat(errors.toString()).contains("--scheme: no-such-file cannot be read");
  }

  @Test
  void whoACommandIsFromIsARoleAndAName() {
    assertThat(run("status", "--as", "mayor:x")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("--as", "identity: 'mayor:x' (expected: a role and a name");
  }

  @Test
  void completesItselfInAShell() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).contains("complete", "hotline");
  }

  @Test
  void statusOfNoGridIsJsonAndOne() throws IOException {
    assertThat(run("status", "--json", "--grpc-port", String.valueOf(unusedPort()))).isOne();
    assertThat(out.toString()).startsWith("{\"serving\":false,\"health\":\"DOWN\",\"problems\":[");
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void aGatewayThatIsNotThereIsSaidWithWhatToDo() throws IOException {
    String admin = "127.0.0.1:" + unusedPort();
    assertThat(run("webhook", "list", "--admin", admin)).isOne();
    assertThat(errors.toString())
        .contains("no gateway answers at " + admin + ": start one with ./hotline gateway");
    assertThat(run("webhook")).isEqualTo(2);
    assertThat(errors.toString()).contains("Say what to do: add, list");
    assertThat(run("gateway", "--give-up-hours", "0")).isEqualTo(2);
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(run("watch")).isEqualTo(2);
    assertThat(run("watch", "--unit", "1", "--district", "2")).isEqualTo(2);
    assertThat(run("city", "--journeys", "0")).isEqualTo(2);
    assertThat(run("city", "--journeys", "1", "--trace", "x")).isEqualTo(2);
    assertThat(run("seat", "nonsense")).isEqualTo(2);
    assertThat(run("call", "--callback")).isEqualTo(2);
    assertThat(errors.toString()).contains("--callback: needs --from");
    assertThat(run("simulate", "--commands", "0")).isEqualTo(2);
    assertThat(errors.toString()).contains("--commands: 0 (expected: 1 or more)");
    assertThat(run("up", "--nodes", "0")).isEqualTo(2);
    assertThat(errors.toString()).contains("(expected: 1 to 9)");
  }

  @Test
  void simulateTellsWhatItSawHowOften() {
    assertThat(run("simulate", "--commands", "20000", "--seed", "2")).isZero();
    assertThat(out.toString())
        .contains("QUEUED CALL_OFFERED OFFERED", "REFUSAL_SEAT_TAKEN", "all counts are equal")
        .doesNotContain("TOO FEW");
  }

  @Test
  void simulateLetsADocketLiveToo() {
    assertThat(run("simulate", "--docket", "--commands", "20000", "--seed", "2")).isZero();
    assertThat(out.toString())
        .contains("IN_HAND PENDING_LISTED PENDING_LISTED", "REFUSAL_NOT_THE_DECIDER")
        .contains("all counts are equal")
        .doesNotContain("TOO FEW");
  }

  @Test
  void directoryCountsWhatIsInIt() {
    assertThat(run("directory", "check")).isZero();
    assertThat(out.toString().trim())
        .matches(
            "Nothing is wrong with it\\.\\R"
                + "classes at level 1: 17, at level 2: 344, at level 3: 2953;"
                + " units: 619, streets: 349, communities: 7535");
  }

  @Test
  void directoryShowsAnObjectForEachClass() {
    assertThat(run("directory", "show", "--classes", "--json")).isZero();
    assertThat(out.toString().lines()).hasSize(2_953).allMatch(line -> line.startsWith("{"));
    assertThat(out.toString())
        .contains(
            "{\"level1\":\"城市管理\",\"level2\":\"市容环境\",\"level3\":\"暴露垃圾\",\"code\":\"010101\"");
  }

  @Test
  void directoryShowsAnObjectForEachUnit() {
    assertThat(run("directory", "show", "--units", "--json")).isZero();
    assertThat(out.toString().lines()).hasSize(619).allMatch(line -> line.startsWith("{"));
    assertThat(out.toString())
        .contains(
            "{\"code\":\"110105\",\"kind\":\"district\",\"name\":\"朝阳区政府\",\"parent\":\"110000\"}");
  }

  @Test
  void directorySaysWhoLeadsAndWhy() {
    assertThat(run("directory", "route", "040401", "国贸", "--day", "2026-12-01")).isZero();
    assertThat(out.toString())
        .contains("2026-12-01: M001 ", "with E016 ", "because of R143 (0404, any, 11-15..03-15): ");
    out.getBuffer().setLength(0);
    assertThat(run("directory", "route", "040401", "110105", "--day", "2026-07-01")).isZero();
    assertThat(out.toString()).contains("朝阳区, 2026-07-01: 110105 朝阳区政府", "because of R142");
  }

  @Test
  void directoryAsksForACodeWhereANameIsOfSeveralPlaces() {
    assertThat(run("directory", "route", "040401", "八里庄")).isEqualTo(2);
    assertThat(errors.toString()).contains("are called 八里庄: name a code of 110105");
    assertThat(run("directory", "route", "040401", "没有")).isEqualTo(2);
    assertThat(run("directory", "route", "999999", "110105")).isEqualTo(2);
    assertThat(errors.toString()).contains("CLASS: 999999 (expected: ");
  }

  @Test
  void upNamesThePortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("up", "--http-port", String.valueOf(taken.getLocalPort()))).isOne();
      assertThat(errors.toString())
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "--http-port");
    }
  }

  @Test
  void statusNumbersAreNumbers() {
    var status =
        GetStatusResponse.newBuilder()
            .setServing(true)
            .setDurability(Durability.DURABILITY_REPLICATED)
            .addShards(
                ShardStatus.newBuilder()
                    .setShard(ShardRef.newBuilder().setDistrict("110105").setDocket("110105001"))
                    .setPosition(Position.newBuilder().setEpoch(3).setSequence(42))
                    .setAcknowledged(41)
                    .setCopies(2))
            .build();
    assertThat(Json.line(StatusCommand.json(status)))
        .contains(
            "\"serving\":true,\"health\":\"UP\"",
            "\"shard\":\"110105/110105001\"",
            "\"epoch\":3,\"sequence\":42,\"acknowledged\":41",
            "\"durability\":\"REPLICATED\",\"copies\":2");
  }

  @Test
  void aDayAddsUpAndHasADashForWhatCannotBeComputed() {
    var figures =
        CallFigures.newBuilder()
            .setCarriedIn(1)
            .setOffered(4)
            .setAnswered(2)
            .setAnsweredInLevel(1)
            .setAnsweredWaitMs(25_000)
            .setAbandonedShort(1)
            .setAbandonedLong(1)
            .setTalkMs(30_000)
            .setIdleMs(10_000)
            .build();
    var day =
        ClosedDay.newBuilder()
            .setDay("2026-11-24")
            .setFigures(figures)
            .setDetail(
                DayDetail.newBuilder()
                    .addQuarters(
                        QuarterFigures.newBuilder().setQuarter(37).setFigures(figures).build()));
    DayCommand.print(
        "110105",
        GetDayResponse.newBuilder().setDay(day).setClosed(true).build(),
        DayCommand.By.QUARTER,
        new PrintWriter(out, true));
    assertThat(out.toString()).startsWith("Floor 110105, 2026-11-24, closed");
    assertThat(out.toString().lines().skip(2).map(line -> line.strip().split(" {2,}")))
        .first()
        .asInstanceOf(InstanceOfAssertFactories.array(String[].class))
        .containsExactly(
            "09:15", "1", "4", "2", "2", "0", "0", "1", "33.3 %", "50.0 %", "12.5", "-", "75.0 %");
  }

  @Test
  void takesADayApartByWhatItKnowsOnly() {
    assertThat(run("day", "110105", "--by", "week")).isEqualTo(2);
    assertThat(errors.toString()).contains("QUEUE, HOTLINE, QUARTER", "case-insensitive");
  }

  @Test
  void watchMasksCitizensAndSaysWhereItStands() {
    var opened =
        OrderOpened.newBuilder()
            .setOrderId("110105001-110105-1")
            .setDraft(
                OrderDraft.newBuilder()
                    .setRequester(
                        Requester.newBuilder()
                            .setName("王小明")
                            .setPhone("13812345678")
                            .setAddress("1 号楼")));
    var message =
        WatchOrdersResponse.newBuilder()
            .setShard(ShardRef.newBuilder().setDistrict("110105").setDocket("110105001"))
            .setPosition(Position.newBuilder().setEpoch(1).setSequence(7))
            .setToken("t7")
            .setChange(
                OrderChange.newBuilder().addEvents(DocketEvent.newBuilder().setOrderOpened(opened)))
            .build();
    assertThat(WatchCommand.line(message))
        .startsWith(
            "{\"kind\":\"change\",\"shard\":\"110105/110105001\",\"epoch\":1,\"sequence\":7,"
                + "\"token\":\"t7\",\"event\":[{\"order_opened\":")
        .contains("138****5678", "王**")
        .doesNotContain("13812345678", "小明", "1 号楼");
    var progress =
        WatchOrdersResponse.newBuilder()
            .setToken("t8")
            .setProgress(Progress.getDefaultInstance())
            .build();
    assertThat(WatchCommand.line(progress))
        .isEqualTo(
            "{\"kind\":\"progress\",\"shard\":null,\"epoch\":null,\"sequence\":null,"
                + "\"token\":\"t8\",\"event\":null}");
  }

  @Test
  void topShowsADashForWhatCannotBeComputed() {
    var area = AreaFigures.newBuilder().setCode("110105").setNameEn("Chaoyang").setServing(true);
    String text =
        new TopScreen()
            .text(
                Picture.newBuilder()
                    .setCity(area)
                    .addDistricts(area.setServiceLevel(0.875).setWaiting(12))
                    .build());
    assertThat(text).contains("Chaoyang", "87.5%", "-");
    assertThat(text.lines().filter(line -> line.startsWith("Chaoyang"))).hasSize(2);
  }

  private int run(String... arguments) {
    return Hotline.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
