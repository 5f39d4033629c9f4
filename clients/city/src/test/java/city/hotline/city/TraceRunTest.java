package city.hotline.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import city.hotline.client.HotlineClient;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TraceRunTest {

  private static final String HEADER = "arrived,type,ivr_s,queue_s,outcome,talk_s,seat\n";

  private final CoreServer server;
  private final HotlineClient client;
  private final PrintStream quiet = new PrintStream(OutputStream.nullOutputStream());

  @TempDir private Path folder = Path.of("");

  TraceRunTest() throws Exception {
    server = new CoreServer();
    client = HotlineClient.builder(server.address()).callbacks(Runnable::run).build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.stop();
  }

  @Test
  void oneSeatTakesCallersInTurnAndTheImpatientLeave() throws Exception {
    // The seat is busy from 09:00:10 to 09:03:10: the second caller leaves, the third waits for a
    // minute. Who comes at 09:06 finds nobody, S2 answers other things only.
    Report report =
        run(
            """
            1999-08-03T09:00:00,PS,10,0,ANSWERED,180,S1
            1999-08-03T09:01:00,PS,0,60,ABANDONED,0,
            1999-08-03T09:02:00,PS,30,0,IVR_ONLY,0,
            1999-08-03T09:02:10,PS,0,60,ANSWERED,120,S1
            1999-08-03T09:06:00,PS,0,20,ABANDONED,0,
            1999-08-03T09:06:30,NW,0,0,ANSWERED,120,S2
            """);
    assertThat(report.problems()).isEmpty();
    assertThat(report.equal()).isTrue();
    assertThat(report.client().get("offered")).isEqualTo(5);
    assertThat(report.client().get("answered")).isEqualTo(3);
    assertThat(report.client().get("abandoned")).isEqualTo(2);
    assertThat(report.client().get("waiting")).isZero();
    // (0 + 60 + 0) / 3, and what the steps of the replay take at this speed on a busy machine.
    assertThat(report.client().shown("asa_seconds")).isBetween(19.0, 80.0);
    assertThat(report.client().shown("asa_seconds"))
        .isCloseTo(report.grid().shown("asa_seconds"), offset(0.01));
  }

  @Test
  void callersAfterTheShiftsEndLeaveUnanswered() throws Exception {
    // S1 leaves with its first caller's call; the grid gives S2, skilled for NW, nothing else.
    Report report =
        run(
            """
            1999-08-03T09:00:00,PS,0,0,ANSWERED,120,S1
            1999-08-03T09:01:00,PS,0,400,ABANDONED,0,
            1999-08-03T09:01:30,NW,0,0,ANSWERED,120,S2
            1999-08-03T09:04:00,NW,0,30,ABANDONED,0,
            """);
    assertThat(report.problems()).isEmpty();
    assertThat(report.equal()).isTrue();
    assertThat(report.client().get("answered")).isEqualTo(2);
    assertThat(report.client().get("abandoned")).isEqualTo(2);
  }

  @Test
  void namesTheLineItCannotRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run("1999-08-03T09:00:00,PS,x,0,ANSWERED,60,S1\n"))
        .withMessageContaining("line 2");
  }

  @Test
  void readsShiftsOffTheAnswers() throws Exception {
    TraceFile trace =
        TraceFile.read(
            file(
                """
            1999-08-03T09:00:00,PS,10,20,ANSWERED,300,S1
            1999-08-03T08:00:00,NE,0,5,ANSWERED,60,S1
            1999-08-03T08:00:00,NE,0,5,ABANDONED,0,
            1999-08-03T08:00:00,NE,9,0,IVR_ONLY,0,
            """));
    assertThat(trace.calls()).hasSize(3);
    assertThat(trace.shifts()).hasSize(1);
    TraceFile.Shift shift = trace.shifts().get(0);
    assertThat(shift.begins()).isEqualTo("1999-08-03T08:00:05");
    assertThat(shift.ends()).isEqualTo("1999-08-03T09:05:30");
    assertThat(shift.skills()).isEqualTo(List.of("NE", "PS"));
  }

  private Path file(String rows) throws Exception {
    return Files.writeString(folder.resolve("trace.csv"), HEADER + rows);
  }

  private Report run(String rows) throws Exception {
    return TraceRun.run(client, new TraceRun.Options(file(rows), 60, 1), quiet);
  }
}
