package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.core.directory.Directory;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.intake.v1.IntakeServiceGrpc;
import city.hotline.proto.intake.v1.ReportOrderRequest;
import city.hotline.proto.shard.v1.RequestId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What comes in by web, app or partner. */
class IntakeEndpointTest {

  private static StatusRuntimeException refused(OptionalLong gridTime) throws IOException {
    var directories = new KnownDirectories(Directory.beijing(), () -> gridTime);
    var endpoint =
        new IntakeEndpoint(new HandDrivenLanes().router(district -> Optional.empty()), directories);
    ReportOrderRequest report =
        ReportOrderRequest.newBuilder()
            .setRequestId(RequestId.newBuilder().setSession(1).setCounter(1))
            .setChannel("web")
            .setDraft(
                OrderDraft.newBuilder()
                    .setClassCode("999999")
                    .setDistrict("110105")
                    .setStreet("110105001")
                    .setText("a test"))
            .build();
    try (Served served = Served.by(Served.anywhere().addService(endpoint))) {
      return catchThrowableOfType(
          StatusRuntimeException.class,
          () -> IntakeServiceGrpc.newBlockingStub(served.channel).reportOrder(report));
    }
  }

  @Test
  void aClassThatNoVersionHasIsRefused() throws IOException {
    assertThat(refused(OptionalLong.of(1))).hasMessageContaining("UNKNOWN_CLASS");
  }

  /** It may be in a version that the node, just started, has not heard of. */
  @Test
  void beforeTheVersionsAreHeardItIsToBeTriedAgain() throws IOException {
    StatusRuntimeException refused = refused(OptionalLong.empty());
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(refused).hasMessageContaining("DIRECTORY_NOT_HERE");
  }
}
