using Terminal.NanoPackages;

namespace System.Net.NetworkInformation;

/// <summary>Tells of changes of the network, on the board of the thread that subscribes.</summary>
public static class NetworkChange
{
    public static event NetworkAvailabilityChangedEventHandler NetworkAvailabilityChanged
    {
        add => VirtualBoards.Current.ListenNetwork(new Listener(value).OnChange);
        remove => throw new NotSupportedException();
    }

    private sealed class Listener
    {
        private readonly NetworkAvailabilityChangedEventHandler _handler;

        internal Listener(NetworkAvailabilityChangedEventHandler handler) => _handler = handler;

        internal void OnChange(int code)
        {
            if (code < 2)
            {
                _handler(null, new NetworkAvailabilityEventArgs(code == 1));
            }
        }
    }
}
