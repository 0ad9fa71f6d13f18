System.Console.WriteLine(Terminal.Agent.Limits.SlotBytes);
