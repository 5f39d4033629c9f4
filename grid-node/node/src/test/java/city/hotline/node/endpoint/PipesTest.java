package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.feed.QuietStream;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whichever side of a pipe is slow, the other one waits. */
class PipesTest {

  /** What both sides of a stream have in common. */
  private static final class Side {
    final List<String> got = new ArrayList<>();
    boolean ready = true;
    int requested;
    Runnable onReady = () -> {};

    void ready(boolean now) {
      ready = now;
      if (now) {
        onReady.run();
      }
    }
  }

  private static final class Caller extends QuietStream<String> {
    final Side side = new Side();

    @Override
    public boolean isReady() {
      return side.ready;
    }

    @Override
    public void onNext(String message) {
      side.got.add(message);
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      side.onReady = handler;
    }

    @Override
    public void request(int count) {
      side.requested += count;
    }
  }

  private static final class Owner extends ClientCallStreamObserver<String> {
    final Side side = new Side();

    @Override
    public void disableAutoRequestWithInitial(int request) {
      side.requested += request;
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public boolean isReady() {
      return side.ready;
    }

    @Override
    public void onNext(String message) {
      side.got.add(message);
    }

    @Override
    public void onError(Throwable t) {}

    @Override
    public void onCompleted() {}

    @Override
    public void setOnReadyHandler(Runnable handler) {
      side.onReady = handler;
    }

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void request(int count) {
      side.requested += count;
    }

    @Override
    public void setMessageCompression(boolean enable) {}
  }

  private final Caller caller = new Caller();
  private final Owner owner = new Owner();
  private final List<ClientResponseObserver<String, String>> answers = new ArrayList<>();

  private void open(ClientResponseObserver<String, String> responses) {
    responses.beforeStart(owner);
    answers.add(responses);
  }

  private void answer(String message) {
    answers.get(0).onNext(message);
  }

  @Test
  void asksTheOwnerForTheNextAnswerOnlyWhenTheCallerTookTheLast() {
    Pipes.Pipe<String, String> pipe = Pipes.connect(caller, this::open);
    assertThat(owner.side.requested).isEqualTo(1);
    answer("a");
    assertThat(owner.side.requested).isEqualTo(2);
    caller.side.ready(false);
    answer("b");
    pipe.callerReady();
    assertThat(owner.side.requested).isEqualTo(2);
    caller.side.ready(true);
    pipe.callerReady();
    pipe.callerReady();
    assertThat(owner.side.requested).isEqualTo(3);
    assertThat(caller.side.got).containsExactly("a", "b");
  }

  @Test
  void asksTheCallerForTheNextRequestOnlyWhenTheOwnerTookTheLast() {
    Pipes.Pipe<String, String> pipe = Pipes.connect(caller, this::open);
    pipe.onNext("a");
    assertThat(caller.side.requested).isEqualTo(1);
    owner.side.ready(false);
    pipe.onNext("b");
    assertThat(caller.side.requested).isEqualTo(1);
    owner.side.ready(true);
    assertThat(caller.side.requested).isEqualTo(2);
    assertThat(owner.side.got).containsExactly("a", "b");
  }

  @Test
  void aStreamOfAnswersOnlyWaitsForItsReaderToo() {
    Pipes.follow(caller, this::open);
    caller.side.ready(false);
    answer("a");
    assertThat(owner.side.requested).isEqualTo(1);
    caller.side.ready(true);
    assertThat(owner.side.requested).isEqualTo(2);
  }
}
