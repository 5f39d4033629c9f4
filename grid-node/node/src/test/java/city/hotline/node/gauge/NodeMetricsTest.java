package city.hotline.node.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.node.As;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.floor.v1.ReportAbandon;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.telephony.v1.ReportCallRequest;
import city.hotline.proto.telephony.v1.TelephonyServiceGrpc;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real member says, after one case was solved in Chaoyang and while a caller waits. */
class NodeMetricsTest {
  private static final String CHAOYANG = "110105";
  private static final String DONGCHENG = "110101";

  @TempDir private static Path data;
  private static MeasuredNode node;
  private static Samples samples;

  @BeforeAll
  static void aCaseIsSolvedAndACallerWaits() throws IOException {
    node = new MeasuredNode(data);
    CitizensCase citizen = new CitizensCase(node.grid());
    citizen.isSolved(Boards.BEIJING.children(CHAOYANG).get(0).getCode());
    citizen.calls(DONGCHENG);
    samples =
        node.awaitMetrics(
            s ->
                s.startingWith("hotline_rate_ratio").size() == 3
                    && s.has("hotline_longest_wait_seconds{district=\"110101\"}")
                    && s.startingWith("hotline_orders{").size()
                        == 8 * Boards.BEIJING.districts().size());
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void promtoolFindsNothingToImprove() {
    Promtool.need();
    Promtool.Verdict verdict = Promtool.run(Path.of("."), samples.text(), "check", "metrics");

    assertThat(verdict.said()).isEmpty();
    assertThat(verdict.exit()).isZero();
  }

  @Test
  void everyQueriedMetricIsSaid() throws IOException {
    Set<String> known = samples.names();
    known.addAll(Queries.recorded());
    // Prometheus' own: whether it could scrape.
    known.add("up");
    Map<String, Set<String>> missing = new TreeMap<>();
    Queries.all()
        .forEach(
            (query, names) -> {
              Set<String> unknown = new TreeSet<>(names);
              unknown.removeAll(known);
              if (!unknown.isEmpty()) {
                missing.put(query, unknown);
              }
            });

    assertThat(Queries.all()).hasSizeGreaterThan(90);
    assertThat(missing).isEmpty();
  }

  @Test
  void theCaseIsCountedWhereItHappened() {
    assertThat(samples.value("hotline_calls_offered_total{district=\"110105\"}")).isEqualTo(1);
    assertThat(samples.value("hotline_calls_answered_total{district=\"110105\"}")).isEqualTo(1);
    assertThat(samples.value("hotline_call_wait_seconds_count{district=\"110105\"}")).isEqualTo(1);
    assertThat(samples.value("hotline_calls_waiting{district=\"110105\"}")).isZero();
    assertThat(samples.value("hotline_calls_waiting{district=\"110101\"}")).isEqualTo(1);
    assertThat(samples.value("hotline_seats{district=\"110105\",state=\"available\"}"))
        .isEqualTo(1);
    assertThat(samples.value("hotline_orders{district=\"110105\",state=\"closed\"}")).isEqualTo(1);
    assertThat(samples.startingWith("hotline_rate_ratio"))
        .containsEntry("hotline_rate_ratio{district=\"110105\",rate=\"resolution\"}", 1.0);
    assertThat(samples.startingWith("hotline_conservation_violations"))
        .hasSize(Boards.BEIJING.districts().size())
        .allSatisfy((sample, value) -> assertThat(value).isZero());
  }

  @Test
  void theNodeSaysHowItDoes() {
    assertThat(samples.value("hotline_command_seconds_count")).isPositive();
    assertThat(samples.value("hotline_journal_append_seconds_count")).isPositive();
    assertThat(samples.value("hotline_journal_append_seconds_sum")).isPositive();
    assertThat(samples.value("hotline_journal_reserved_bytes")).isPositive();
    assertThat(samples.value("hotline_hazelcast_partitions_owned")).isEqualTo(271);
    assertThat(samples.value("hotline_districts_owned"))
        .isEqualTo(Boards.BEIJING.districts().size());
    assertThat(samples.startingWith("hotline_district_served{"))
        .allSatisfy((sample, value) -> assertThat(value).isEqualTo(1));
    assertThat(samples.value("hotline_voters")).isEqualTo(1);
    assertThat(samples.value("hotline_voters_present")).isEqualTo(1);
  }

  @Test
  void aRefusalIsCountedOnceByItsReason() {
    String unknown = "hotline_refusals_total{reason=\"unknown_call\"}";
    double before = node.metrics().value(unknown);
    assertThatThrownBy(
            () ->
                TelephonyServiceGrpc.newBlockingStub(node.channel())
                    .withInterceptors(As.who("switch test"))
                    .reportCall(
                        ReportCallRequest.newBuilder()
                            .setRequestId(
                                RequestId.newBuilder()
                                    .setSession(99)
                                    .setCounter(1)
                                    .setWindow(1)
                                    .setOpenedMs(1))
                            .setAbandoned(ReportAbandon.newBuilder().setCallId("110105-999999"))
                            .build()))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("UNKNOWN_CALL");

    assertThat(node.metrics().value(unknown)).isEqualTo(before + 1);
  }

  @Test
  void anOpenWatchIsCountedUntilItsReaderGoes() {
    String watches = "hotline_subscribers{kind=\"orders\"}";
    Context.CancellableContext reader = Context.current().withCancellation();
    reader.run(
        () ->
            DepartmentServiceGrpc.newStub(node.channel())
                .withInterceptors(As.who("supervisor 110000-test"))
                .watchOrders(
                    WatchOrdersRequest.newBuilder().setDistrict(CHAOYANG).build(), new Ignored()));
    node.awaitMetrics(s -> s.value(watches) == 1);

    reader.cancel(null);
    node.awaitMetrics(s -> s.value(watches) == 0);
  }

  private static final class Ignored implements StreamObserver<WatchOrdersResponse> {
    @Override
    public void onNext(WatchOrdersResponse response) {
      // Only that the stream is open counts.
    }

    @Override
    public void onError(Throwable failure) {
      // It is cancelled in the end.
    }

    @Override
    public void onCompleted() {
      // Never.
    }
  }
}
