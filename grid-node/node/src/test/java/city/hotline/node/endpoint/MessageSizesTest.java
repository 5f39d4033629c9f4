package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.SignOrderRequest;
import city.hotline.proto.department.v1.SignOrderResponse;
import city.hotline.proto.directory.v1.DirectoryServiceGrpc;
import city.hotline.proto.directory.v1.LoadDirectoryRequest;
import city.hotline.proto.directory.v1.LoadDirectoryResponse;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.LoadDirectory;
import city.hotline.proto.grid.v1.ForwardRequest;
import city.hotline.proto.grid.v1.ForwardResponse;
import city.hotline.proto.grid.v1.MemberServiceGrpc;
import city.hotline.proto.shard.v1.ShardCommand;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only a version of the directory is large, on its way to its owner too. */
class MessageSizesTest {
  private static final ByteString MIB = ByteString.copyFrom(new byte[1 << 20]);

  private Served served;

  @BeforeEach
  void serve() throws IOException {
    served =
        Served.by(
            Served.anywhere()
                .maxInboundMessageSize(1_100 * 1_024)
                .intercept(new MessageSizes())
                .addService(new Loads())
                .addService(new Forwards())
                .addService(new Signs()));
  }

  @AfterEach
  void end() {
    served.close();
  }

  private static final class Loads extends DirectoryServiceGrpc.DirectoryServiceImplBase {
    @Override
    public void loadDirectory(
        LoadDirectoryRequest request, StreamObserver<LoadDirectoryResponse> observer) {
      Unary.succeed(observer, LoadDirectoryResponse.newBuilder().setName("1").build());
    }
  }

  private static final class Forwards extends MemberServiceGrpc.MemberServiceImplBase {
    @Override
    public void forward(ForwardRequest request, StreamObserver<ForwardResponse> observer) {
      Unary.succeed(observer, ForwardResponse.getDefaultInstance());
    }
  }

  private static final class Signs extends DepartmentServiceGrpc.DepartmentServiceImplBase {
    @Override
    public void signOrder(SignOrderRequest request, StreamObserver<SignOrderResponse> observer) {
      Unary.succeed(observer, SignOrderResponse.getDefaultInstance());
    }
  }

  private SignOrderResponse signs(int characters) {
    return DepartmentServiceGrpc.newBlockingStub(served.channel)
        .signOrder(SignOrderRequest.newBuilder().setUnit("1".repeat(characters)).build());
  }

  @Test
  void aVersionOfTheDirectoryMayBeLarge() {
    LoadDirectoryRequest load = LoadDirectoryRequest.newBuilder().setPacked(MIB).build();
    assertThat(DirectoryServiceGrpc.newBlockingStub(served.channel).loadDirectory(load).getName())
        .isEqualTo("1");
    FloorCommand.Builder command =
        FloorCommand.newBuilder().setLoadDirectory(LoadDirectory.newBuilder().setPacked(MIB));
    ForwardRequest forward =
        ForwardRequest.newBuilder().setCommand(ShardCommand.newBuilder().setFloor(command)).build();
    assertThat(MemberServiceGrpc.newBlockingStub(served.channel).forward(forward))
        .isEqualTo(ForwardResponse.getDefaultInstance());
  }

  @Test
  void nothingElseMayAndIsToldHowLargeItWas() {
    assertThat(signs(MessageSizes.MOST_BYTES - 10))
        .isEqualTo(SignOrderResponse.getDefaultInstance());
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> signs(MessageSizes.MOST_BYTES + 10));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused).hasMessageContaining("bytes (expected: at most 65536 bytes)");
  }
}
