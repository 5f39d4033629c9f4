package city.hotline.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    // The seat is busy from 09:00:10 to 09:05:10: the second caller leaves at 09:02, the last but
    // two waits for two minutes. Who comes at 09:40 finds nobody.
    Report report =
        run(
            """
            1999-08-03T09:00:00,PS,10,0,ANSWERED,300,S1
            1999-08-03T09:01:00,PS,0,60,ABANDONED,0,
            1999-08-03T09:02:00,PS,30,0,IVR_ONLY,0,
            1999-08-03T09:03:10,PS,0,120,ANSWERED,120,S1
            1999-08-03T09:30:00,PS,0,5,ANSWERED,300,S2
            1999-08-03T09:40:00,PS,0,5,ABANDONED,0,
            1999-08-03T09:50:00,NW,0,5,ANSWERED,300,S3
            """);
    assertThat(report.problems()).isEmpty();
    assertThat(report.equal()).isTrue();
    assertThat(report.client().get("offered")).isEqualTo(6);
    assertThat(report.client().get("answered")).isEqualTo(4);
    assertThat(report.client().get("abandoned")).isEqualTo(2);
    assertThat(report.client().get("waiting")).isZero();
    // (0 + 120 + 5 + 5) / 4, give or take what a step of the replay takes at this speed.
    assertThat(report.client().shown("asa_seconds")).isBetween(30.0, 45.0);
    assertThat(report.client().shown("asa_seconds"))
        .isCloseTo(report.grid().shown("asa_seconds"), org.assertj.core.data.Offset.offset(0.01));
  }

  @Test
  void aCallerNobodyIsLeftForWaitsAsLongAsTheTraceSays() throws Exception {
    Report report =
        run(
            """
            1999-08-03T09:00:00,PS,0,0,ANSWERED,600,S1
            1999-08-03T09:01:00,PS,0,30,ABANDONED,0,
            1999-08-03T09:20:00,NW,0,0,ANSWERED,600,S2
            1999-08-03T09:30:00,NW,0,7200,ABANDONED,0,
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
    return TraceRun.run(client, new TraceRun.Options(file(rows), 600, 1), quiet);
  }
}
